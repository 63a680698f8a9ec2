// Times bpmn-moddle: one JSON line with the milliseconds of each round of parsing and writing a file.
//   node moddle.mjs FILE ROUNDS
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(process.cwd() + '/'));
const { BpmnModdle } = await import(pathToFileURL(require.resolve('bpmn-moddle')));
const [file, rounds] = [process.argv[2], Number(process.argv[3])];
const xml = fs.readFileSync(file, 'utf8');
const parse = [], write = [];
for (let round = -1; round < rounds; round++) {
  const moddle = new BpmnModdle();
  const start = performance.now();
  const { rootElement } = await moddle.fromXML(xml);
  const parsed = performance.now();
  await moddle.toXML(rootElement);
  const written = performance.now();
  if (round >= 0) { parse.push(parsed - start); write.push(written - parsed); }  // the first round warms up
}
console.log(JSON.stringify({ parse, write }));
