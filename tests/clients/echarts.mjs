// ECharts draws the echarts format as tree, treemap and sunburst, on the server side.
// usage: echarts.mjs tree.json tree.echarts.json
import assert from "node:assert/strict";
import * as echarts from "echarts";
import { JSDOM } from "jsdom";
import { json, plain, topics } from "./common.mjs";

const [tree, data] = process.argv.slice(2);
const expected = new Map(topics(tree).map((topic) => [topic.id, topic]));

for (const type of ["tree", "treemap", "sunburst"]) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 1200, height: 900 });
  const label = { show: true, minAngle: 0, overflow: "none" };
  chart.setOption({ animation: false, series: [{ type, data: json(data), label, initialTreeDepth: -1, leafDepth: null }] });
  const seen = new Map();
  chart.getModel().getSeriesByIndex(0).getData().tree.root.eachNode((node) => {
    const item = node.getModel().option;
    if (item?.id) seen.set(item.id, node);
  });
  assert.deepEqual(new Set(seen.keys()), new Set(expected.keys()));
  for (const [id, node] of seen) {
    assert.equal(node.getValue(), expected.get(id).size);
    assert.equal(node.name, plain(expected.get(id).name));
  }
  const page = new JSDOM(chart.renderToSVGString(), { contentType: "image/svg+xml" }).window.document;
  assert.equal(page.querySelectorAll("script, a, image, foreignObject").length, 0);
  const shapes = page.querySelectorAll("path").length;
  assert.ok(shapes >= expected.size - 1, `${type}: ${shapes} shapes`);
  const shown = page.documentElement.textContent;
  if (type === "tree") for (const { name } of expected.values()) assert.ok(shown.includes(plain(name)), name);
  chart.dispose();
  console.log(`echarts ${echarts.version} ${type}: ${seen.size} topics, ${shapes} shapes`);
}
