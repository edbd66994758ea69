// Plotly validates the figure of the plotly format and draws it, also as sunburst and icicle.
// usage: plotly.mjs tree.json tree.plotly.json
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { JSDOM } from "jsdom";
import { closed, json, text, topics } from "./common.mjs";

const [tree, path] = process.argv.slice(2);
const expected = topics(tree);

// A page as far as Plotly needs one; jsdom measures no text, so every text is given a size.
const { window } = new JSDOM("<div id=chart></div>", { runScripts: "outside-only", pretendToBeVisual: true });
window.URL.createObjectURL = () => "";
window.HTMLCanvasElement.prototype.getContext = () => null;
window.SVGElement.prototype.getBBox = () => ({ x: 0, y: 0, width: 10, height: 10 });
window.SVGElement.prototype.getComputedTextLength = () => 10;
window.eval(text(createRequire(import.meta.url).resolve("plotly.js-dist-min")));
const { Plotly } = window;

for (const type of ["treemap", "sunburst", "icicle"]) {
  const { data, layout } = json(path);
  data[0].type = type;
  assert.equal(Plotly.validate(data, layout), undefined);
  const chart = window.document.getElementById("chart");
  await Plotly.newPlot(chart, data, { ...layout, width: 1000, height: 800 });
  const { hierarchy } = chart.calcdata[0][0];
  assert.equal(hierarchy.value, expected[0].size);
  const nodes = hierarchy.descendants();
  assert.equal(nodes.length, expected.length);
  const sizes = new Map(expected.map((topic) => [topic.id, topic.size]));
  for (const node of nodes) assert.equal(node.value, sizes.get(node.data.id));
  const shown = [...chart.querySelectorAll("g.slice text.slicetext")].map((label) => closed(label.textContent));
  assert.deepEqual(new Set(shown), new Set(expected.map((topic) => closed(topic.name))));
  assert.equal(chart.querySelectorAll("g.slice a, g.slice [*|href], g.slice b, script").length, 0);
  console.log(`plotly.js ${Plotly.version} ${type}: ${hierarchy.value} documents, ${nodes.length} topics`);
  Plotly.purge(chart);
}
window.close();
