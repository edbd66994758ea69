/* Everything together: the theme, the page, and its start. */

function makeTheme(changed) {
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const order = ["auto", "light", "dark"];
  let chosen = recall();

  /* A page from the file system may have no storage to ask. */
  function recall() {
    try {
      return order.includes(localStorage.getItem("topictree-theme")) ? localStorage.getItem("topictree-theme") : "auto";
    } catch {
      return "auto";
    }
  }

  function keep() {
    try {
      localStorage.setItem("topictree-theme", chosen);
    } catch {
      /* then it is forgotten when the page is left */
    }
  }

  const isDark = () => (chosen === "auto" ? system.matches : chosen === "dark");

  function apply() {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
    button.replaceChildren(el("i", { class: chosen, "aria-hidden": "true" }));
    button.title = `Theme: ${chosen === "auto" ? "as the system has it" : chosen}`;
    button.setAttribute("aria-label", button.title);
    changed();
  }

  button.addEventListener("click", () => {
    chosen = order[(order.indexOf(chosen) + 1) % order.length];
    keep();
    apply();
  });
  system.addEventListener("change", apply);
  return { isDark, apply };
}

/* The page as a whole: what it shows is said by its address, so that back, forward and links work. */
class Page {
  constructor(tree) {
    this.tree = tree;
    this.topic = tree.root;
    this.view = "boxes";
    this.position = null; /* of a document to be brought into view */
    this.hasMap = tree.leaves.filter((topic) => topic.at).length > 2;
    this.headline = `${plural(tree.leaves.filter((topic) => !topic.outliers).length, "topic")} in ${plural(tree.n, "document")}`;
    const documents = openDocuments(tree);
    const open = (topic, position = null) => this.open(topic, position);
    this.theme = makeTheme(() => this.repaint());
    this.picture = new Picture(tree, documents, open);
    this.panel = new Panel(tree, documents, this.theme.isDark);
    this.table = makeTable(tree, this.theme.isDark);
    this.search = new Search(tree, documents, { isDark: this.theme.isDark, open });
  }

  start() {
    document.getElementById("title").textContent = this.headline;
    this.listen();
    this.readAddress();
    this.theme.apply();
    this.picture.fit();
    this.show();
  }

  listen() {
    for (const button of document.querySelectorAll("[data-view]")) {
      if (button.dataset.view === "map" && !this.hasMap) button.hidden = true;
      button.addEventListener("click", () => this.turnTo(button.dataset.view));
    }
    addEventListener("hashchange", () => this.show());
    addEventListener("keydown", (event) => this.press(event));
    addEventListener("click", (event) => this.follow(event));
    addEventListener("beforeprint", () => this.picture.recolour(false));
    addEventListener("afterprint", () => this.picture.recolour(this.theme.isDark()));
  }

  /* ---- the address: #topic, #topic/map, #topic/table ---- */

  addressOf(topic, view) {
    return `#${topic.id}${view === "boxes" ? "" : `/${view}`}`;
  }

  readAddress() {
    const [id, view] = location.hash.slice(1).split("/");
    const known = this.tree.byId.has(id);
    if (known || id !== "table") this.topic = known ? this.tree.byId.get(id) : this.tree.root;
    if (view === "table" || (id === "table" && !known)) this.view = "table";
    else this.view = view === "map" && this.hasMap ? "map" : "boxes";
  }

  open(topic, position) {
    this.position = position;
    this.goTo(this.addressOf(topic, this.view));
  }

  turnTo(view) {
    this.goTo(this.addressOf(this.topic, view));
  }

  goTo(address) {
    if (location.hash === address) this.show();
    else location.hash = address;
  }

  /* A link to a topic keeps the view, unless it is to open elsewhere. */
  follow(event) {
    const link = event.target.closest("a[href^='#']");
    const topic = link && this.tree.byId.get(link.hash.slice(1));
    if (!topic || event.button !== 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.open(topic, null);
  }

  /* ---- what it shows ---- */

  show() {
    this.readAddress();
    const { topic, view } = this;
    document.title = topic === this.tree.root ? this.headline : topic.name;
    showCrumbs(topic);
    showViews(view);
    if (view === "table") this.table.show(topic);
    else this.picture.go(topic, view);
    if (this.position === null) this.panel.show(topic);
    else this.panel.showDocument(topic, this.position);
    this.position = null;
    say(`${topic.name}, ${plural(topic.size, "document")}`);
  }

  repaint() {
    this.picture.recolour(this.theme.isDark());
    this.panel.show(this.topic);
    if (this.view === "table") this.table.show(this.topic);
  }

  press(event) {
    if (event.target instanceof HTMLInputElement || event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.takes(event)) event.preventDefault();
  }

  /* Keys that nothing else has taken go to the picture, where there is one. */
  takes(event) {
    if (event.key === "/") this.search.takeFocus();
    else if (event.key === "Escape" || event.key === "Backspace") this.open(this.topic.up || this.tree.root, null);
    else if (event.target !== document.body || this.view === "table" || !this.picture.takes(event)) return false;
    else this.picture.takeFocus();
    return true;
  }
}

function showCrumbs(topic) {
  const steps = pathTo(topic).map((step) => (step === topic ? el("li", { "aria-current": "page" }, bdi(step.name)) : el("li", {}, linkTo(step))));
  document.getElementById("crumbs").replaceChildren(el("ol", {}, ...steps));
}

function showViews(view) {
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  document.getElementById("picture").hidden = view === "table";
  document.getElementById("table").hidden = view !== "table";
}

function main() {
  const tree = readTree();
  assignHues(tree);
  assignCloseness(tree);
  new Page(tree).start();
}

main();
