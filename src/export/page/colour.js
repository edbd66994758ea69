/* Colour says two things: the hue, which branch of the tree (neighbours on the map get neighbouring hues, and every branch
 * shares its arc out among its own branches), and the lightness, how close a topic's documents are to one another. */

const SHADES = {
  light: { loose: [91, 9], close: [76, 28], block: [95, 5], ink: "#26231f", soft: "rgb(38 35 31 / 0.72)", paper: "#faf8f4", edge: "#26231f" },
  dark: { loose: [29, 9], close: [44, 28], block: [18, 5], ink: "#f1ede6", soft: "rgb(241 237 230 / 0.7)", paper: "#171614", edge: "#f6f1e8" },
};
const ARC_OF_CHILD = 0.72; /* of the share of the circle that a branch could have: what is left sets it apart */

function assignHues(tree) {
  const branches = tree.root.children.filter((topic) => !topic.outliers);
  const angle = (topic) => (topic.at ? Math.atan2(topic.at[1], topic.at[0]) : 0);
  branches.sort((a, b) => angle(a) - angle(b) || a.index - b.index);
  shareArc(branches, 35, 360);
  for (const { children, hue, arc } of tree.topics.slice(1)) shareArc(children, hue - arc / 2, arc);
}

/* A topic's hue is the middle of its arc; its own branches get what ARC_OF_CHILD leaves of that. */
function shareArc(topics, from, width) {
  const part = width / topics.length;
  topics.forEach((topic, i) => {
    topic.hue = from + part * (i + 0.5);
    topic.arc = part * ARC_OF_CHILD;
  });
}

/* closeness: 0 for the loosest leaf topics, 1 for the closest, the extremes cut off. */
function assignCloseness(tree) {
  const known = tree.leaves.map((topic) => topic.cohesion).filter(Number.isFinite).sort((a, b) => a - b);
  const low = known[Math.floor(known.length * 0.05)];
  const high = known[Math.ceil(known.length * 0.95) - 1];
  for (const topic of tree.topics) {
    const place = high > low ? (topic.cohesion - low) / (high - low) : 0.5;
    topic.closeness = Number.isFinite(place) ? Math.max(0, Math.min(1, place)) : 0;
  }
}

function mix([l, c], [l2, c2], t) {
  return [l + (l2 - l) * t, c + (c2 - c) * t];
}

function paintOf(topic, [lightness, chroma]) {
  return d3.hcl(topic.hue ?? 60, topic.hue === undefined ? 3 : chroma, lightness).toString();
}

/* contrast below 1 keeps the shades near to the middle: for boxes too small to have a name, which are there as texture. */
function colourOf(topic, shades, contrast = 1) {
  return paintOf(topic, mix(shades.loose, shades.close, 0.4 + (topic.closeness - 0.4) * contrast));
}

/* The ground that a branch's own branches lie on. */
function groundOf(topic, shades) {
  return paintOf(topic, shades.block);
}

/* For small marks on the page's ground, where the pale ones would be lost. */
function markOf(topic, dark) {
  return paintOf(topic, dark ? [62, 34] : [58, 38]);
}
