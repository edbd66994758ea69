/* The picture: one canvas that shows the topic in focus as boxes or as a map, moves from one to the next, and tells what
 * is under the pointer or under the cursor of the keyboard. */

const MOVE_MS = 520;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class Picture {
  /* open(topic) is called for what is chosen. */
  constructor(tree, documents, open) {
    Object.assign(this, { tree, documents, open });
    this.canvas = document.getElementById("canvas");
    this.context = this.canvas.getContext("2d");
    this.kept = document.createElement("canvas"); /* the picture without marks */
    this.tip = new Tip(tree);
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.focus = tree.root; /* fills the picture */
    this.topic = tree.root; /* the focus, or a leaf within it */
    this.view = "boxes";
    this.scene = new Map();
    this.shades = SHADES.light;
    this.size = { width: 0, height: 0 };
    this.world = null; /* of the map, made when it is first shown at a size */
    this.pointed = null;
    this.cursor = null;
    this.frame = 0;
    this.moving = false;
    this.listen();
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerleave", () => this.unpoint());
    canvas.addEventListener("click", (event) => this.click(event));
    canvas.addEventListener("keydown", (event) => this.press(event));
    canvas.addEventListener("focus", () => this.drawAgain());
    canvas.addEventListener("blur", () => this.drawAgain());
    new ResizeObserver(() => this.fit()).observe(canvas.parentElement);
  }

  /* Show a topic in a view: an inner one fills the picture, a leaf is marked in its parent's. */
  go(topic, view) {
    const focus = isLeaf(topic) && topic.up ? topic.up : topic;
    const before = this.focus;
    const moved = focus !== before || view !== this.view;
    if (focus !== before) this.cursor = null;
    if (isLeaf(topic)) this.cursor = topic;
    Object.assign(this, { focus, topic, view });
    if (moved) this.show(before);
    else this.drawAgain();
  }

  recolour(dark) {
    this.shades = dark ? SHADES.dark : SHADES.light;
    for (const topic of this.tree.topics) {
      topic.colour = colourOf(topic, this.shades);
      topic.texture = colourOf(topic, this.shades, 0.45);
    }
    this.stop();
    this.draw();
  }

  takeFocus() {
    this.canvas.focus({ preventScroll: true });
  }

  /* ---- drawing ---- */

  drawShapes(scene) {
    this.context.clearRect(0, 0, this.size.width, this.size.height);
    for (const [topic, s] of scene) drawShape(this.context, topic, s, this.shades);
  }

  drawNames() {
    this.context.textBaseline = "alphabetic";
    if (this.view === "map") drawMapNames(this.context, this.scene, this.size, this.shades);
    else drawBoxNames(this.context, this.scene, this.shades);
  }

  drawMarks() {
    const { context, scene, topic, pointed, cursor } = this;
    const colour = this.shades.edge;
    if (topic !== this.focus && scene.has(topic)) drawOutline(context, scene.get(topic), colour, 2.5);
    if (pointed && scene.has(pointed)) drawOutline(context, scene.get(pointed), colour, 1.25);
    if (cursor && document.activeElement === this.canvas && scene.has(cursor)) drawCursor(context, scene.get(cursor), colour);
  }

  /* Shapes and names are kept as they were drawn: what is pointed at changes with every move of a hand. */
  draw() {
    const { canvas, kept } = this;
    this.drawShapes(this.scene);
    this.drawNames();
    kept.width = canvas.width;
    kept.height = canvas.height;
    if (canvas.width && canvas.height) kept.getContext("2d").drawImage(canvas, 0, 0);
    this.drawMarks();
    this.fetchTitles([...this.scene.keys()].filter((topic) => topic.wantsTitles));
  }

  drawAgain() {
    if (this.moving || !this.kept.width || !this.kept.height) return;
    this.context.clearRect(0, 0, this.size.width, this.size.height);
    this.context.drawImage(this.kept, 0, 0, this.size.width, this.size.height);
    this.drawMarks();
  }

  /* Titles of typical documents, for the boxes that turned out to have room for them. */
  async fetchTitles(topics) {
    if (!topics.length) return;
    for (const topic of topics) topic.wantsTitles = false;
    await Promise.all(topics.map(async (topic) => {
      topic.titles = [...new Set((await this.documents.at(topic.best)).map((doc) => doc.title))];
    }));
    if (!this.moving) this.draw();
  }

  /* ---- scenes ---- */

  makeScene() {
    const { width, height } = this.size;
    if (this.view !== "map") return boxScene(this.focus, width, height);
    this.world = this.world || makeWorld(this.tree, width / Math.max(1, height));
    return mapScene(this.focus, this.world, width, height);
  }

  /* Make the scene of what is in focus, and go there from the one that `before` was the focus of; null: at once. */
  show(before) {
    this.stop();
    const from = this.scene;
    this.scene = this.makeScene();
    this.pointed = null;
    if (!before || this.still.matches || from.size === 0) return this.draw();
    const pivot = from.has(this.focus) ? this.focus : before;
    this.moving = true;
    this.move(transition(from, this.scene, pivot), performance.now());
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.moving = false;
  }

  move(moves, start) {
    const t = Math.max(0, Math.min(1, (performance.now() - start) / MOVE_MS));
    if (t >= 1) {
      this.stop();
      return this.draw();
    }
    const eased = t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
    this.drawShapes(moves.map((m) => [m.topic, between(m, eased)]));
    this.frame = requestAnimationFrame(() => this.move(moves, start));
  }

  /* Take the room there is. */
  fit() {
    const { canvas } = this;
    const box = canvas.parentElement.getBoundingClientRect();
    const caption = canvas.nextElementSibling.getBoundingClientRect().height;
    const dense = window.devicePixelRatio || 1;
    const size = { width: Math.floor(box.width), height: Math.floor(box.height - caption) };
    if (size.width < 10 || size.height < 10) return;
    this.size = size;
    canvas.width = size.width * dense;
    canvas.height = size.height * dense;
    canvas.style.height = `${size.height}px`;
    this.context.setTransform(dense, 0, 0, dense, 0, 0);
    this.world = null;
    this.show(null);
  }

  /* ---- pointing ---- */

  /* The deepest topic at a point that has a shape of its own to click. */
  topicAt(x, y) {
    let found = null;
    for (const [topic, s] of this.scene) if (this.canPoint(s, found) && isInside(s, x, y, this.view)) found = topic;
    return found;
  }

  /* Boxes below the second level are texture; discs outside the focus only count where nothing of it is. */
  canPoint(s, found) {
    if (s.alpha <= 0 || s.depth === 0) return false;
    return this.view === "boxes" ? s.depth <= 2 : s.depth !== OUTSIDE || !found;
  }

  point(event) {
    const found = this.topicAt(event.offsetX, event.offsetY);
    this.tip.show(found, event.clientX, event.clientY);
    if (found === this.pointed) return;
    this.pointed = found;
    this.canvas.style.cursor = found ? "pointer" : "default";
    this.drawAgain();
  }

  unpoint() {
    this.tip.show(null);
    if (!this.pointed) return;
    this.pointed = null;
    this.drawAgain();
  }

  click(event) {
    const found = this.topicAt(event.offsetX, event.offsetY);
    this.tip.show(null);
    if (found) this.open(found);
  }

  /* ---- keyboard ---- */

  /* The child that lies nearest in a direction; sideways distance counts more. */
  neighbour(dx, dy) {
    const children = this.focus.children.filter((topic) => this.scene.has(topic));
    if (!this.cursor || !children.includes(this.cursor)) return children[0];
    const [x, y] = middleOf(this.scene.get(this.cursor));
    let [best, least] = [this.cursor, Infinity];
    for (const topic of children) {
      const [mx, my] = middleOf(this.scene.get(topic));
      const along = (mx - x) * dx + (my - y) * dy;
      const aside = Math.abs((mx - x) * dy) + Math.abs((my - y) * dx);
      if (along > 1 && along + 2 * aside < least) [best, least] = [topic, along + 2 * aside];
    }
    return best;
  }

  moveCursor(dx, dy) {
    this.cursor = this.neighbour(dx, dy);
    if (!this.cursor) return;
    const { name, size, children } = this.cursor;
    const below = children.length ? `, ${plural(children.length, "topic")}` : "";
    say(`${name}, ${plural(size, "document")}${below}`);
    this.drawAgain();
  }

  /* Do something with the key, or say that it is not for the picture. */
  takes(event) {
    if (ARROWS[event.key]) this.moveCursor(...ARROWS[event.key]);
    else if (event.key === "Enter" && this.cursor) this.open(this.cursor);
    else return false;
    return true;
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.takes(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/* What is said beside the pointer. */
class Tip {
  constructor(tree) {
    this.tree = tree;
    this.element = document.getElementById("tip");
    this.topic = null;
  }

  fill() {
    const { name, size, terms } = this.topic;
    this.element.replaceChildren(
      el("strong", {}, bdi(name)),
      el("span", { text: `${plural(size, "document")}, ${share(size, this.tree.n)}` }),
      el("small", {}, bdi(terms.slice(0, 6).map(([term]) => term).join(", "))),
    );
  }

  /* null hides it. */
  show(topic, x, y) {
    const { element } = this;
    element.hidden = !topic;
    if (!topic) return;
    if (topic !== this.topic) {
      this.topic = topic;
      this.fill();
    }
    const box = element.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - box.width - 8))}px`;
    element.style.top = `${y + 18 + box.height > innerHeight ? y - box.height - 12 : y + 18}px`;
  }
}
