// CommonMark's own reader makes a nested list of the markdown format, and nothing else.
// usage: markdown.mjs tree.json tree.md
import assert from "node:assert/strict";
import { Parser } from "commonmark";
import { closed, text, topics } from "./common.mjs";

const [tree, path] = process.argv.slice(2);
const [, ...expected] = topics(tree);
const allowed = new Set(["document", "heading", "paragraph", "list", "item", "strong", "emph", "text"]);
const literal = (node) => {
  let all = "";
  const walker = node.walker();
  for (let step; (step = walker.next()); ) if (step.entering) all += step.node.literal ?? "";
  return all;
};

let items = 0;
let depth = 0;
const walker = new Parser().parse(text(path)).walker();
for (let step; (step = walker.next()); ) {
  const { node, entering } = step;
  assert.ok(allowed.has(node.type), `${node.type}: ${node.literal}`);
  if (node.type === "list") depth += entering ? 1 : -1;
  if (!entering || node.type !== "item") continue;
  const name = literal(node.firstChild.firstChild);
  assert.equal(name, closed(expected[items].name));
  assert.equal(depth, expected[items].level);
  items++;
}
assert.equal(items, expected.length);
console.log(`commonmark: ${items} topics in a nested list`);
