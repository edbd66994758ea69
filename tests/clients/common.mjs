// What the clients compare with: the topics of a tree.json in preorder.
import { readFileSync } from "node:fs";

export const text = (path) => readFileSync(path, "utf8");
export const json = (path) => JSON.parse(text(path));

function* below(topic, parent) {
  yield { ...topic, parent, leaf: !topic.children };
  for (const child of topic.children ?? []) yield* below(child, topic.id);
}

export const topics = (path) => [...below(json(path).tree, null)];

// A text as pictures and tables show it: one line, without marks that turn or hide what follows.
export const plain = (name) =>
  name.replace(/[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, "").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ");

// The same with single spaces, as HTML and Markdown show it.
export const closed = (name) => plain(name).trim().replace(/ +/g, " ");
