// Times bpmnlint's recommended rules on a file that is parsed once, whenever a line comes: node lint.mjs FOLDER FILE
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [folder, file] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { BpmnModdle } = await import(require.resolve('bpmn-moddle')).then((m) => ({ BpmnModdle: m.BpmnModdle || m.default }));
const Linter = require('bpmnlint/lib/linter');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');

const { rootElement } = await new BpmnModdle().fromXML(readFileSync(file, 'utf8'));
const linter = new Linter({ config: { extends: 'bpmnlint:recommended' }, resolver: new NodeResolver({ require }) });
console.log('ready');
for await (const _ of createInterface({ input: process.stdin })) {
  const start = performance.now(), used = process.cpuUsage();
  await linter.lint(rootElement);
  const { user, system } = process.cpuUsage(used);
  console.log(JSON.stringify({ clock: performance.now() - start, worked: (user + system) / 1000 }));
}
