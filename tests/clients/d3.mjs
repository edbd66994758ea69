// d3-hierarchy takes the d3 format nested and topics.csv flat; d3-dsv reads the tables.
// usage: d3.mjs tree.json tree.d3.json topics.csv documents.csv
import assert from "node:assert/strict";
import { csvParse } from "d3-dsv";
import { hierarchy, stratify, treemap } from "d3-hierarchy";
import { json, plain, text, topics } from "./common.mjs";

const [tree, nested, flat, table] = process.argv.slice(2);
const expected = topics(tree);
const guarded = (cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell); // what a spreadsheet would run

const root = hierarchy(json(nested)).sum((topic) => topic.value);
assert.equal(root.value, expected[0].size);
assert.equal(root.descendants().length, expected.length);
root.each((node) => assert.equal(node.value, node.data.size));
assert.deepEqual(new Set(root.descendants().map((node) => node.data.id)), new Set(expected.map((topic) => topic.id)));
const leaves = treemap().size([1000, 1000])(root).leaves();
for (const { x0, x1, y0, y1, value } of leaves)
  assert.ok(Math.abs(((x1 - x0) * (y1 - y0)) / 1e6 - value / root.value) < 1e-6);

const rows = csvParse(text(flat));
const stratified = stratify().id((row) => row.id).parentId((row) => row.parent)(rows);
assert.equal(stratified.descendants().length, expected.length);
stratified.each((node) => assert.equal(node.depth, Number(node.data.level)));
assert.equal(stratified.sum((row) => 0).count().value, leaves.length);
rows.forEach((row, i) => assert.equal(row.name, guarded(plain(expected[i].name))));

const documents = csvParse(text(table));
const leafIds = new Set(expected.filter((topic) => topic.leaf).map((topic) => topic.id));
assert.equal(documents.length, expected[0].size);
for (const row of documents) assert.ok(leafIds.has(row.topic_id));
console.log(`d3-hierarchy: ${root.value} documents, ${expected.length} topics, ${leaves.length} leaves`);
