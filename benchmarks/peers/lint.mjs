// Times bpmnlint's recommended rules on a file that is parsed once: node lint.mjs FOLDER FILE ROUNDS
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [folder, file, rounds] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { BpmnModdle } = await import(require.resolve('bpmn-moddle')).then((m) => ({ BpmnModdle: m.BpmnModdle || m.default }));
const Linter = require('bpmnlint/lib/linter');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');

const { rootElement } = await new BpmnModdle().fromXML(readFileSync(file, 'utf8'));
const linter = new Linter({ config: { extends: 'bpmnlint:recommended' }, resolver: new NodeResolver({ require }) });
const times = [];
for (let round = 0; round < Number(rounds); round++) {
  const start = performance.now();
  await linter.lint(rootElement);
  times.push(performance.now() - start);
}
console.log(JSON.stringify(times));
