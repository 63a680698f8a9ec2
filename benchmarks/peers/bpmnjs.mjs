// Times bpmn-js in a headless Chromium: import until painted, saving as XML and as SVG. One JSON line.
//   node bpmnjs.mjs FILE ROUNDS CHROMIUM [OUT.svg]
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(process.cwd() + '/'));
const { chromium } = require('playwright-core');
const dist = path.join(path.dirname(require.resolve('bpmn-js/package.json')), 'dist');
const [file, rounds, browserPath, svgPath] = [process.argv[2], Number(process.argv[3]), process.argv[4], process.argv[5]];
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: browserPath, headless: true, args: flags });
const style = ['diagram-js.css', 'bpmn-js.css', 'bpmn-font/css/bpmn-embedded.css'].map(
  (name) => `<style>${fs.readFileSync(path.join(dist, 'assets', name), 'utf8')}</style>`).join('');
const result = { painted: [], saveXML: [], saveSVG: [] };
const xml = fs.readFileSync(file, 'utf8');
for (let round = 0; round < rounds; round++) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  page.setDefaultTimeout(300000);
  await page.setContent(`${style}<style>html,body,#c{margin:0;height:100%}</style><div id="c"></div>`);
  await page.addScriptTag({ path: path.join(dist, 'bpmn-modeler.production.min.js') });
  const figures = await page.evaluate(async (xml) => {
    const modeler = new BpmnJS({ container: '#c' });
    const frame = () => new Promise((done) => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    }));
    let start = performance.now();
    await modeler.importXML(xml);
    modeler.get('canvas').zoom('fit-viewport');
    await frame();
    const painted = performance.now() - start;
    start = performance.now();
    const { svg } = await modeler.saveSVG();
    const saveSVG = performance.now() - start;
    start = performance.now();
    await modeler.saveXML({ format: true });
    return { painted, saveSVG, saveXML: performance.now() - start, svg };
  }, xml);
  for (const name of Object.keys(result)) result[name].push(figures[name]);
  if (svgPath && round === 0) fs.writeFileSync(svgPath, figures.svg);
  await page.close();
}
await browser.close();
console.log(JSON.stringify(result));
