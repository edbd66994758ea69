/* The picture: one canvas that shows the topic in focus as boxes or as a map, moves from one to the next, and tells what
 * is under the pointer or the cursor of the keyboard. */

const MOVE_MS = 520;

function makePicture(tree, documents, open, say) {
  const canvas = document.getElementById("canvas");
  const context = canvas.getContext("2d");
  const kept = document.createElement("canvas");
  const tip = makeTip(tree);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const now = { focus: tree.root, topic: tree.root, view: "boxes", scene: new Map(), shades: SHADES.light };
  let size = { width: 0, height: 0 };
  let world = null;
  let pointed = null;
  let cursor = null;
  let frame = 0;
  let moving = false;

  /* ---- drawing ---- */

  function drawShapes(scene) {
    context.clearRect(0, 0, size.width, size.height);
    for (const [topic, s] of scene) drawShape(context, topic, s, now.shades);
  }

  function drawNames() {
    context.textBaseline = "alphabetic";
    if (now.view === "map") drawMapNames(context, now.scene, size, now.shades);
    else drawBoxNames(context, now.scene, now.shades);
  }

  function drawMarks() {
    const { scene, shades, topic } = now;
    if (topic !== now.focus && scene.has(topic)) drawOutline(context, scene.get(topic), shades.edge, 2.5);
    if (pointed && scene.has(pointed)) drawOutline(context, scene.get(pointed), shades.edge, 1.25);
    if (cursor && document.activeElement === canvas && scene.has(cursor)) drawCursor(scene.get(cursor));
  }

  function drawCursor(s) {
    const dot = s.alpha > 0 ? s : { ...s, x0: s.x0 - 10, y0: s.y0 - 10, x1: s.x1 + 10, y1: s.y1 + 10, round: 12 };
    context.setLineDash([5, 3]);
    drawOutline(context, dot, now.shades.edge, 2.5);
    context.setLineDash([]);
  }

  /* Shapes and names are kept as they were drawn: what is pointed at changes with every move of a hand. */
  function draw() {
    drawShapes(now.scene);
    drawNames();
    kept.width = canvas.width;
    kept.height = canvas.height;
    if (canvas.width && canvas.height) kept.getContext("2d").drawImage(canvas, 0, 0);
    drawMarks();
    fetchTitles([...now.scene.keys()].filter((topic) => topic.wantsTitles));
  }

  function drawAgain() {
    if (moving || !kept.width || !kept.height) return;
    context.clearRect(0, 0, size.width, size.height);
    context.drawImage(kept, 0, 0, size.width, size.height);
    drawMarks();
  }

  /* Titles of typical documents, for the boxes that turned out to have room for them. */
  async function fetchTitles(topics) {
    if (!topics.length) return;
    for (const topic of topics) topic.wantsTitles = false;
    await Promise.all(topics.map(async (topic) => {
      topic.titles = (await documents.at(topic.best)).map((doc) => doc.title);
    }));
    if (!moving) draw();
  }

  /* ---- scenes ---- */

  function makeScene() {
    if (now.view !== "map") return boxScene(now.focus, size.width, size.height);
    world = world || makeWorld(tree, size.width / Math.max(1, size.height));
    return mapScene(now.focus, world, size.width, size.height);
  }

  function show(animated) {
    stop();
    const before = now.scene;
    now.scene = makeScene();
    pointed = null;
    if (!animated || still.matches || before.size === 0) return draw();
    const pivot = before.has(now.focus) ? now.focus : now.shown;
    move(transition(before, now.scene, pivot), performance.now());
  }

  function stop() {
    cancelAnimationFrame(frame);
    moving = false;
  }

  function move(moves, start) {
    moving = true;
    const t = Math.max(0, Math.min(1, (performance.now() - start) / MOVE_MS));
    if (t >= 1) {
      stop();
      return draw();
    }
    const eased = t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
    drawShapes(moves.map((m) => [m.topic, between(m, eased)]));
    frame = requestAnimationFrame(() => move(moves, start));
  }

  function fit() {
    const box = canvas.parentElement.getBoundingClientRect();
    const caption = canvas.nextElementSibling.getBoundingClientRect().height;
    const dense = window.devicePixelRatio || 1;
    const next = { width: Math.floor(box.width), height: Math.floor(box.height - caption) };
    if (next.width < 10 || next.height < 10) return;
    size = next;
    canvas.width = size.width * dense;
    canvas.height = size.height * dense;
    canvas.style.height = `${size.height}px`;
    context.setTransform(dense, 0, 0, dense, 0, 0);
    world = null;
    show(false);
  }

  /* ---- pointing ---- */

  /* The deepest topic at a point that has a box of its own to click: a child of the focus or one of its children. */
  function topicAt(x, y) {
    let found = null;
    for (const [topic, s] of now.scene) {
      if (s.alpha <= 0 || s.depth === 0 || (now.view === "boxes" && s.depth > 2)) continue;
      if (s.depth === 9 && found) continue;
      if (x >= s.x0 && x <= s.x1 && y >= s.y0 && y <= s.y1 && isInside(s, x, y)) found = topic;
    }
    return found;
  }

  function isInside(s, x, y) {
    return now.view === "boxes" || Math.hypot(x - (s.x0 + s.x1) / 2, y - (s.y0 + s.y1) / 2) <= s.round;
  }

  function point(event) {
    const found = topicAt(event.offsetX, event.offsetY);
    tip.show(found, event.clientX, event.clientY);
    if (found === pointed) return;
    pointed = found;
    canvas.style.cursor = found ? "pointer" : "default";
    drawAgain();
  }

  function unpoint() {
    tip.show(null);
    if (!pointed) return;
    pointed = null;
    drawAgain();
  }

  /* ---- keyboard ---- */

  /* The child that lies nearest in a direction; sideways distance counts more. */
  function neighbour(dx, dy) {
    const children = now.focus.children.filter((topic) => now.scene.has(topic));
    if (!cursor || !children.includes(cursor)) return children[0];
    const middle = (topic) => [(now.scene.get(topic).x0 + now.scene.get(topic).x1) / 2, (now.scene.get(topic).y0 + now.scene.get(topic).y1) / 2];
    const [x, y] = middle(cursor);
    let [best, least] = [cursor, Infinity];
    for (const topic of children) {
      const [mx, my] = middle(topic);
      const along = (mx - x) * dx + (my - y) * dy;
      const aside = Math.abs((mx - x) * dy) + Math.abs((my - y) * dx);
      if (topic !== cursor && along > 1 && along + 2 * aside < least) [best, least] = [topic, along + 2 * aside];
    }
    return best;
  }

  function moveCursor(dx, dy) {
    cursor = neighbour(dx, dy);
    if (!cursor) return;
    const below = isLeaf(cursor) ? "" : `, ${plural(cursor.children.length, "topic")}`;
    say(`${cursor.name}, ${plural(cursor.size, "document")}${below}`);
    drawAgain();
  }

  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /* Does something with the key, or says that it is not for the picture. */
  function takes(event) {
    if (arrows[event.key]) moveCursor(...arrows[event.key]);
    else if (event.key === "Enter" && cursor) open(cursor);
    else return false;
    return true;
  }

  function press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !takes(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  canvas.addEventListener("pointermove", point);
  canvas.addEventListener("pointerleave", unpoint);
  canvas.addEventListener("click", (event) => {
    const found = topicAt(event.offsetX, event.offsetY);
    tip.show(null);
    if (found) open(found);
  });
  canvas.addEventListener("keydown", press);
  canvas.addEventListener("focus", drawAgain);
  canvas.addEventListener("blur", drawAgain);
  new ResizeObserver(fit).observe(canvas.parentElement);

  return {
    /* Show a topic in a view: an inner one fills the picture, a leaf is marked in its parent's. */
    go(topic, view) {
      const focus = isLeaf(topic) && topic.up ? topic.up : topic;
      const moved = focus !== now.focus || view !== now.view;
      if (focus !== now.focus) cursor = null;
      if (isLeaf(topic)) cursor = topic;
      Object.assign(now, { shown: now.focus, focus, topic, view });
      if (moved) show(true);
      else drawAgain();
    },
    recolour(dark) {
      now.shades = dark ? SHADES.dark : SHADES.light;
      for (const topic of tree.topics) {
        topic.colour = colourOf(topic, now.shades);
        topic.texture = colourOf(topic, now.shades, 0.45);
      }
      stop();
      draw();
    },
    takes,
    focus: () => canvas.focus({ preventScroll: true }),
    fit,
  };
}

/* What is said beside the pointer. */
function makeTip(tree) {
  const tip = document.getElementById("tip");
  let topic = null;

  function fill() {
    const terms = topic.terms.slice(0, 6).map(([term]) => term).join(", ");
    tip.replaceChildren(
      el("strong", {}, bdi(topic.name)),
      el("span", { text: `${plural(topic.size, "document")}, ${share(topic.size, tree.n)}` }),
      el("small", {}, bdi(terms)),
    );
  }

  function show(next, x, y) {
    tip.hidden = !next;
    if (!next) return;
    if (next !== topic) {
      topic = next;
      fill();
    }
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - box.width - 8))}px`;
    tip.style.top = `${y + 18 + box.height > innerHeight ? y - box.height - 12 : y + 18}px`;
  }

  return { show };
}
