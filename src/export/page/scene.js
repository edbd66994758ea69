/* Scenes: where each topic stands in the picture.  A scene is a map from topics to shapes {x0, y0, x1, y1, round, depth,
 * alpha}: a box is a shape with small corners, a disc one whose corners are its radius, so that any scene can turn into
 * any other.  depth counts from the topic in focus. */

const HEADING = 24; /* pixels that a branch's name takes above its boxes */

function boxScene(focus, width, height) {
  const root = d3.hierarchy(focus, (topic) => topic.children).sum((topic) => (isLeaf(topic) ? topic.size : 0));
  d3.treemap()
    .size([width, height])
    .tile(d3.treemapSquarify.ratio(1.25))
    .paddingInner((node) => [6, 2, 1][node.depth] || 0.5)
    .paddingOuter((node) => (node.depth === 1 && isRoomy(node) ? 4 : 0))
    .paddingTop((node) => (node.depth === 1 && isRoomy(node) ? HEADING : 0))(root);
  const scene = new Map();
  root.each((node) => {
    const round = [0, 6, 3, 1][node.depth] || 0;
    scene.set(node.data, { x0: node.x0, y0: node.y0, x1: node.x1, y1: node.y1, round, depth: node.depth, alpha: 1 });
  });
  return scene;
}

function isRoomy(node) {
  return node.x1 - node.x0 > 60 && node.y1 - node.y0 > 56;
}

/* ---- the map ---- */

const OUTSIDE = 999; /* the depth of discs that are not below the topic in focus */
const WORLD = 1000; /* height of the map's own plane */
const COVER = 0.36; /* share of the plane that the discs take */
const PASSES = 80;
const NEAR_ENOUGH = 0.6; /* an overlap that nobody sees: the plane is a thousand high */

/* Discs on a plane of the picture's proportions: x, y, r of every leaf that has a place; pushed apart until they hardly
 * overlap. */
function makeWorld(tree, aspect) {
  const width = WORLD * aspect;
  const placed = tree.leaves.filter((topic) => topic.at);
  const total = placed.reduce((sum, topic) => sum + topic.size, 0);
  const discs = placed.map((topic) => ({
    topic,
    x: (0.5 + 0.42 * topic.at[0]) * width,
    y: (0.5 - 0.42 * topic.at[1]) * WORLD,
    r: Math.sqrt((COVER * width * WORLD * topic.size) / (Math.PI * total)),
  }));
  for (let pass = 0; pass < PASSES && pushApart(discs, width) > NEAR_ENOUGH; pass++);
  return new Map(discs.map((disc) => [disc.topic, disc]));
}

/* One pass over all pairs that can touch: discs in a grid whose cells are as wide as the widest disc.  Gives the greatest
 * overlap there was. */
function pushApart(discs, width) {
  const cell = 2.1 * Math.max(...discs.map((disc) => disc.r)) + 1;
  const columns = Math.ceil(width / cell) + 2;
  const grid = Array.from({ length: columns * (Math.ceil(WORLD / cell) + 2) }, () => []);
  let most = 0;
  for (const disc of discs) {
    const home = (Math.floor(disc.y / cell) + 1) * columns + Math.floor(disc.x / cell) + 1;
    for (let row = home - columns; row <= home + columns; row += columns)
      for (let at = row - 1; at <= row + 1; at++) for (const other of grid[at] || []) most = Math.max(most, separate(disc, other));
    grid[home].push(disc);
  }
  for (const disc of discs) {
    disc.x = Math.max(disc.r, Math.min(width - disc.r, disc.x));
    disc.y = Math.max(disc.r, Math.min(WORLD - disc.r, disc.y));
  }
  return most;
}

/* Move two discs apart, the lighter one farther; gives how much they overlapped. */
function separate(a, b) {
  const dx = b.x - a.x || 0.01 * (b.topic.index - a.topic.index);
  const dy = b.y - a.y;
  const reach = (a.r + b.r) * 1.04;
  const square = dx * dx + dy * dy;
  if (square >= reach * reach) return 0;
  const distance = Math.sqrt(square);
  const overlap = reach - distance;
  const push = overlap / 2 / distance;
  const heavy = (b.r * b.r) / (a.r * a.r + b.r * b.r);
  a.x -= dx * push * heavy;
  a.y -= dy * push * heavy;
  b.x += dx * push * (1 - heavy);
  b.y += dy * push * (1 - heavy);
  return overlap;
}

/* The smallest upright rectangle around the discs below a topic. */
function boundsOf(topics, world) {
  const bounds = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const topic of topics) {
    const disc = world.get(topic);
    if (!disc) continue;
    bounds.x0 = Math.min(bounds.x0, disc.x - disc.r);
    bounds.y0 = Math.min(bounds.y0, disc.y - disc.r);
    bounds.x1 = Math.max(bounds.x1, disc.x + disc.r);
    bounds.y1 = Math.max(bounds.y1, disc.y + disc.r);
  }
  return bounds;
}

function mapScene(focus, world, width, height) {
  const inside = new Set(withAllBelow(focus));
  const bounds = boundsOf(inside, world);
  const zoom = 0.94 * Math.min(width / (bounds.x1 - bounds.x0), height / (bounds.y1 - bounds.y0));
  const dx = width / 2 - (zoom * (bounds.x0 + bounds.x1)) / 2;
  const dy = height / 2 - (zoom * (bounds.y0 + bounds.y1)) / 2;
  const scene = new Map();
  for (const topic of inside) if (!isLeaf(topic)) scene.set(topic, regionOf(topic, focus, world, { zoom, dx, dy }));
  for (const [topic, disc] of world) {
    const [x, y, r] = [disc.x * zoom + dx, disc.y * zoom + dy, disc.r * zoom];
    const alpha = inside.has(topic) ? 1 : 0.16;
    const depth = inside.has(topic) ? topic.level - focus.level : OUTSIDE;
    scene.set(topic, { x0: x - r, y0: y - r, x1: x + r, y1: y + r, round: r, depth, alpha });
  }
  return scene;
}

/* A branch is no shape of its own on the map: it has a place for its name, and takes no colour. */
function regionOf(topic, focus, world, { zoom, dx, dy }) {
  let [x, y, weight] = [0, 0, 0];
  for (const below of withAllBelow(topic)) {
    const disc = world.get(below);
    if (!disc) continue;
    x += disc.x * below.size;
    y += disc.y * below.size;
    weight += below.size;
  }
  const [cx, cy] = [(zoom * x) / weight + dx, (zoom * y) / weight + dy];
  const bounds = boundsOf(withAllBelow(topic), world);
  const [top, bottom] = [bounds.y0 * zoom + dy, bounds.y1 * zoom + dy];
  return { x0: cx - 1, y0: cy - 1, x1: cx + 1, y1: cy + 1, top, bottom, round: 1, depth: topic.level - focus.level, alpha: 0 };
}

function middleOf(s) {
  return [(s.x0 + s.x1) / 2, (s.y0 + s.y1) / 2];
}

function isInside(s, x, y, view) {
  if (x < s.x0 || x > s.x1 || y < s.y0 || y > s.y1) return false;
  const [mx, my] = middleOf(s);
  return view === "boxes" || Math.hypot(x - mx, y - my) <= s.round;
}

/* ---- from one scene to the next ---- */

/* The affine map that takes one rectangle to another. */
function stretch(from, to) {
  const kx = (to.x1 - to.x0) / Math.max(1e-6, from.x1 - from.x0);
  const ky = (to.y1 - to.y0) / Math.max(1e-6, from.y1 - from.y0);
  return (s) => ({
    ...s,
    x0: to.x0 + kx * (s.x0 - from.x0),
    y0: to.y0 + ky * (s.y0 - from.y0),
    x1: to.x0 + kx * (s.x1 - from.x0),
    y1: to.y0 + ky * (s.y1 - from.y0),
  });
}

/* What changes from one scene to the next, as pairs of shapes.  A topic that only one of them shows moves with the
 * topic that is the focus of the smaller one, which both know. */
function transition(before, after, pivot) {
  const [from, to] = [before.get(pivot), after.get(pivot)];
  const leave = from && to ? stretch(from, to) : (s) => s;
  const enter = from && to ? stretch(to, from) : (s) => s;
  const moves = [];
  for (const [topic, end] of after) moves.push({ topic, start: before.get(topic) || { ...enter(end), alpha: 0 }, end });
  for (const [topic, start] of before) if (!after.has(topic)) moves.push({ topic, start, end: { ...leave(start), alpha: 0 } });
  return moves;
}

function between({ start, end }, t) {
  const at = (key) => start[key] + (end[key] - start[key]) * t;
  return { x0: at("x0"), y0: at("y0"), x1: at("x1"), y1: at("y1"), round: at("round"), alpha: at("alpha"), depth: end.depth };
}
