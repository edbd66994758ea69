/* The tree as the page holds it.  The file lists topics in preorder, so a parent is always there before its children;
 * documents stand leaf by leaf in one row, and the documents below a topic are begin .. begin + size of it. */

function readTree() {
  const data = JSON.parse(document.getElementById("tree").textContent);
  data.topics.forEach((topic, index) => {
    Object.assign(topic, { index, children: [], level: 0, begin: 0, up: null });
    if (index === 0) return;
    topic.up = data.topics[topic.parent];
    topic.level = topic.up.level + 1;
    topic.up.children.push(topic);
  });
  countDocuments(data.topics);
  data.root = data.topics[0];
  data.leaves = data.topics.filter(isLeaf);
  data.byId = new Map(data.topics.map((topic) => [topic.id, topic]));
  return data;
}

function countDocuments(topics) {
  let begin = 0;
  for (const topic of topics) {
    topic.begin = begin;
    if (isLeaf(topic)) begin += topic.size;
  }
}

function isLeaf(topic) {
  return topic.children.length === 0;
}

/* From the root down to the topic itself. */
function pathTo(topic) {
  const path = [];
  for (let t = topic; t; t = t.up) path.unshift(t);
  return path;
}

/* The topic, its children, and so on, in preorder. */
function withAllBelow(topic) {
  const found = [];
  const open = [topic];
  while (open.length) {
    const next = open.pop();
    found.push(next);
    for (let i = next.children.length; i-- > 0; ) open.push(next.children[i]);
  }
  return found;
}

/* The leaf that holds the document at a position: the last one that begins at or before it. */
function leafAt(leaves, position) {
  let low = 0;
  let high = leaves.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (leaves[middle].begin <= position) low = middle;
    else high = middle - 1;
  }
  return leaves[low];
}

const count = new Intl.NumberFormat("en").format;

function plural(n, one, many = `${one}s`) {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/* .52, and 1.00; "" where there is no number. */
function decimal(number) {
  return Number.isFinite(number) ? number.toFixed(2).replace(/^(-?)0\./, "$1.") : "";
}

function share(part, whole) {
  const percent = (100 * part) / whole;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
