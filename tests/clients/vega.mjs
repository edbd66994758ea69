// Vega stratifies the flat rows of the vega format and lays them out as a treemap.
// usage: vega.mjs tree.json tree.vega.json
import assert from "node:assert/strict";
import { JSDOM } from "jsdom";
import * as vega from "vega";
import { json, plain, topics } from "./common.mjs";

const [tree, rows] = process.argv.slice(2);
const expected = topics(tree);
const spec = {
  $schema: "https://vega.github.io/schema/vega/v5.json",
  width: 1000,
  height: 1000,
  data: [
    {
      name: "tree",
      values: json(rows),
      transform: [
        { type: "stratify", key: "id", parentKey: "parent" },
        { type: "treemap", field: "size", size: [1000, 1000], round: false },
      ],
    },
  ],
  marks: [
    {
      type: "rect",
      from: { data: "tree" },
      encode: { enter: { x: { field: "x0" }, y: { field: "y0" }, x2: { field: "x1" }, y2: { field: "y1" }, tooltip: { field: "name" } } },
    },
    { type: "text", from: { data: "tree" }, encode: { enter: { x: { field: "x0" }, y: { field: "y0" }, text: { field: "name" } } } },
  ],
};
const view = await new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Warn }).runAsync();
const tuples = view.data("tree");
assert.equal(tuples.root.value, expected[0].size);
assert.equal(tuples.length, expected.length);
tuples.root.each((node) => assert.equal(node.value, node.data.total));
tuples.forEach((row, i) => {
  assert.equal(row.id, expected[i].id);
  assert.equal(row.parent, expected[i].parent);
  assert.equal(row.name, plain(expected[i].name));
  const share = ((row.x1 - row.x0) * (row.y1 - row.y0)) / 1e6;
  assert.ok(Math.abs(share - row.total / tuples.root.value) < 1e-6);
});
const page = new JSDOM(await view.toSVG(), { contentType: "image/svg+xml" }).window.document;
assert.equal(page.querySelectorAll("script, a, image, foreignObject").length, 0);
console.log(`vega ${vega.version}: ${tuples.root.value} documents, ${tuples.length} topics`);
