/* Drawing a scene on the canvas: shapes first, then names, then what is pointed at. */

function roundRect(context, s, inset = 0) {
  const [width, height] = [s.x1 - s.x0 - 2 * inset, s.y1 - s.y0 - 2 * inset];
  context.beginPath();
  context.roundRect(s.x0 + inset, s.y0 + inset, Math.max(0, width), Math.max(0, height), Math.min(s.round, width / 2, height / 2));
}

/* A branch of the topic in focus lies under its own branches as a pale ground. */
function isGround(topic, s) {
  return s.depth <= 1 && !isLeaf(topic);
}

/* Boxes below those that have names are texture; discs (the map has no others) are not. */
function fillOf(topic, s) {
  return s.depth > 2 && s.round < 3 ? topic.texture : topic.colour;
}

function drawShape(context, topic, s, shades) {
  if (s.depth === 0 && !isLeaf(topic)) return;
  if (s.alpha <= 0 || s.x1 - s.x0 < 0.3 || s.y1 - s.y0 < 0.3) return;
  context.globalAlpha = s.alpha;
  context.fillStyle = isGround(topic, s) ? groundOf(topic, shades) : fillOf(topic, s);
  if (s.round < 0.5) context.fillRect(s.x0, s.y0, s.x1 - s.x0, s.y1 - s.y0);
  else {
    roundRect(context, s);
    context.fill();
  }
  context.globalAlpha = 1;
}

/* Lines of one size, the first one's top at x, y. */
function drawLines(context, { lines, size, face = SANS }, x, y) {
  context.font = font(size, face);
  lines.forEach((line, i) => context.fillText(line, x, y + (i + 0.8) * size * LEADING));
}

/* ---- boxes ---- */

function drawHeading(context, topic, s, shades) {
  const width = s.x1 - s.x0 - 16;
  context.fillStyle = shades.ink;
  context.font = font(13.5, SERIF, 600);
  const text = oneLine(context, topic.name, width);
  context.fillText(text, s.x0 + 8, s.y0 + 16.5);
  const used = context.measureText(text).width;
  const number = count(topic.size);
  context.font = font(11.5);
  if (!text || used + context.measureText(number).width + 10 > width) return;
  context.fillStyle = shades.soft;
  context.fillText(number, s.x0 + 8 + used + 8, s.y0 + 16.5);
}

function drawBoxName(context, topic, s, shades) {
  const pad = s.depth < 2 ? 9 : 6;
  const room = { width: s.x1 - s.x0 - 2 * pad, height: s.y1 - s.y0 - 2 * pad + 2 };
  if (room.width < 22 || room.height < 12) return;
  const limits = s.depth < 2 ? { most: 24, face: SERIF } : { most: 17 };
  const fit = fitLabel(context, topic.name, room, limits);
  if (!fit) return;
  context.fillStyle = shades.ink;
  drawLines(context, { ...fit, face: limits.face }, s.x0 + pad, s.y0 + pad - 1);
  const below = fit.lines.length * fit.size * LEADING;
  if (room.height - below < 16) return;
  context.font = font(11.5);
  context.fillStyle = shades.soft;
  const number = count(topic.size);
  if (context.measureText(number).width < room.width) context.fillText(number, s.x0 + pad, s.y0 + pad + below + 12);
  const rest = { x: s.x0 + pad, y: s.y0 + pad + below + 24, width: room.width, height: room.height - below - 30 };
  if (isLeaf(topic)) drawMore(context, topic, rest, shades);
}

/* In a leaf topic with room to spare: the terms that are not in its name, then typical documents. */
function drawMore(context, topic, room, shades) {
  const used = drawTerms(context, topic, room, shades) + 14;
  const wanted = room.width >= 170 && room.height - used >= 34;
  if (wanted && topic.titles) drawTitles(context, topic.titles, { ...room, y: room.y + used, height: room.height - used }, shades);
  topic.wantsTitles = wanted && !topic.titles;
}

function drawTitles(context, titles, room, shades) {
  const size = Math.max(12.5, Math.min(14.5, room.width / 34));
  context.font = font(size);
  context.fillStyle = shades.ink;
  let y = 0;
  for (const title of titles) {
    const most = Math.min(3, Math.floor((room.height - y) / (size * LEADING)));
    const lines = breakLines(context, wordsOf(title), room.width - 12, most);
    if (most < 1 || !lines) continue;
    context.fillText("–", room.x, room.y + y + 0.8 * size * LEADING);
    drawLines(context, { lines, size }, room.x + 12, room.y + y);
    y += lines.length * size * LEADING + 6;
  }
}

/* How high they stand, in pixels. */
function drawTerms(context, topic, room, shades) {
  const size = Math.min(14, Math.max(11.5, room.width / 20));
  const most = Math.min(4, Math.floor(room.height / (size * LEADING)));
  if (most < 1 || room.width < 90) return 0;
  const terms = topic.terms.map(([term]) => term).filter((term) => !topic.name.includes(term));
  context.font = font(size);
  context.fillStyle = shades.soft;
  const lines = fillLines(context, wordsOf(terms.join(", ")), room.width, most);
  if (lines.length) lines.push(lines.pop().replace(/,$/, ""));
  drawLines(context, { lines, size }, room.x, room.y);
  return lines.length * size * LEADING;
}

function drawBoxNames(context, scene, shades) {
  for (const [topic, s] of scene) {
    if (s.depth > 2 || (s.depth === 0 && !isLeaf(topic))) continue;
    if (s.depth === 0) drawBoxName(context, topic, s, shades);
    else if (s.depth === 1 && !isLeaf(topic) && isRoomy(s)) drawHeading(context, topic, s, shades);
    else if (s.depth === 1 || isRoomy(scene.get(topic.up))) drawBoxName(context, topic, s, shades);
  }
}

/* ---- map ---- */

const MANY_ON_MAP = 90; /* most discs are too small for names of their own */

function drawHalo(context, text, [x, y], shades) {
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = shades.paper;
  context.strokeText(text, x, y);
  context.fillStyle = shades.ink;
  context.fillText(text, x, y);
}

function isFree(taken, box) {
  return taken.every((t) => box.x1 < t.x0 || box.x0 > t.x1 || box.y1 < t.y0 || box.y0 > t.y1);
}

/* A region's name in one line where nothing else is written yet: amid its discs or, if need be, above or below them. */
function drawRegionName(context, text, s, { size, bounds, taken, shades, around }) {
  const width = context.measureText(text).width;
  const x = Math.max(6, Math.min(bounds.width - width - 6, (s.x0 + s.x1 - width) / 2));
  const amid = (s.y0 + s.y1) / 2 + size * 0.35;
  for (const y of around ? [amid, s.top - 7, s.bottom + size + 3] : [amid]) {
    const box = { x0: x - 6, y0: y - size, x1: x + width + 6, y1: y + size * 0.4 };
    if (!text || y < size || y > bounds.height - 4 || !isFree(taken, box)) continue;
    taken.push(box);
    return drawHalo(context, text, [x, y], shades);
  }
}

/* A name within a disc, unless a branch's name crosses it; a long word has one line where the disc is widest. */
function drawDiscName(context, topic, s, { taken, shades }) {
  const [x, y, limits] = [(s.x0 + s.x1) / 2, (s.y0 + s.y1) / 2, { least: 10, most: 16 }];
  const rooms = [{ width: 1.48 * s.round, height: 1.1 * s.round }, { width: 1.9 * s.round, height: 10 * LEADING }];
  if (s.round < 22) return;
  const room = rooms.find((each) => fitLabel(context, topic.name, each, limits));
  if (!room) return;
  const [fit, reach] = [fitLabel(context, topic.name, room, limits), room.width / 2];
  const height = fit.lines.length * fit.size * LEADING;
  const box = { x0: x - reach, y0: y - height / 2, x1: x + reach, y1: y + height / 2 };
  if (!isFree(taken, box)) return;
  taken.push(box);
  context.textAlign = "center";
  context.fillStyle = shades.ink;
  drawLines(context, fit, x, y - height / 2);
  context.textAlign = "start";
}

/* Few discs have their names, and the branches theirs around them; where there are many, branches come first, then the
 * discs that still have room, then the branches' branches.  Larger topics go before smaller ones. */
function drawMapNames(context, scene, bounds, shades) {
  const shown = [...scene].filter(([, s]) => s.depth > 0 && s.depth < OUTSIDE).sort(([a], [b]) => b.size - a.size);
  const branches = (depth) => shown.filter(([topic, s]) => s.depth === depth && !isLeaf(topic));
  const style = { bounds, taken: [], shades };
  const name = ([topic, s], size, weight) => {
    context.font = font(size, SERIF, weight);
    drawRegionName(context, oneLine(context, topic.name, bounds.width / 3), s, { ...style, size, around: s.depth === 1 });
  };
  const nameBranches = () => branches(1).forEach((each) => name(each, 15.5, 600));
  const nameTheirs = () => branches(2).forEach((each) => name(each, 12.5, 400));
  const discs = shown.filter(([topic]) => isLeaf(topic));
  const nameDiscs = () => discs.forEach(([topic, s]) => drawDiscName(context, topic, s, style));
  const steps = shown.length > MANY_ON_MAP ? [nameBranches, nameDiscs, nameTheirs] : [nameDiscs, nameBranches];
  for (const step of steps) step();
}

/* ---- marks ---- */

/* Drawn within the shape, which may lie at the picture's edge. */
function drawOutline(context, s, colour, width) {
  roundRect(context, s, width / 2);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}

/* Where the keyboard is; a branch on the map has no shape, but a place. */
function drawCursor(context, s, colour) {
  const dot = s.alpha > 0 ? s : { x0: s.x0 - 10, y0: s.y0 - 10, x1: s.x1 + 10, y1: s.y1 + 10, round: 12 };
  context.setLineDash([5, 3]);
  drawOutline(context, dot, colour, 2.5);
  context.setLineDash([]);
}
