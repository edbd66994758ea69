/* Everything together.  The address says what is shown: #topic, #topic/map, #topic/table. */

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

function showCrumbs(topic, view) {
  const suffix = view === "boxes" ? "" : `/${view}`;
  const steps = pathTo(topic).map((step) => {
    if (step === topic) return el("li", { "aria-current": "page" }, bdi(step.name));
    return el("li", {}, el("a", { href: `#${step.id}${suffix}` }, bdi(step.name)));
  });
  document.getElementById("crumbs").replaceChildren(el("ol", {}, ...steps));
}

function showViews(topic, view) {
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  document.getElementById("picture").hidden = view === "table";
  document.getElementById("table").hidden = view !== "table";
}

function main() {
  const tree = readTree();
  const documents = openDocuments(tree);
  const said = document.getElementById("said");
  const state = { topic: tree.root, view: "boxes" };
  const hasMap = tree.leaves.filter((topic) => topic.at).length > 2;
  const headline = `${plural(tree.leaves.filter((topic) => !topic.outliers).length, "topic")} in ${plural(tree.n, "document")}`;
  assignHues(tree);
  assignCloseness(tree);

  const theme = makeTheme(() => repaint());
  const say = (text) => { said.textContent = text; };
  const picture = new Picture(tree, documents, { open, say });
  const panel = new Panel(tree, documents, theme.isDark);
  const table = makeTable(tree, theme.isDark);
  const search = new Search(tree, documents, { isDark: theme.isDark, open });

  function repaint() {
    if (!picture) return;
    picture.recolour(theme.isDark());
    panel.show(state.topic);
    if (state.view === "table") table.show(state.topic);
  }

  function addressOf(topic, view) {
    return `#${topic.id}${view === "boxes" ? "" : `/${view}`}`;
  }

  /* Through the address, so that back and forward work; position: a document to bring into view. */
  function open(topic, position) {
    state.position = Number.isInteger(position) ? position : null;
    if (location.hash === addressOf(topic, state.view)) show();
    else location.hash = addressOf(topic, state.view);
  }

  function readAddress() {
    const [id, view] = location.hash.slice(1).split("/");
    state.view = view === "table" || (view === "map" && hasMap) ? view : view === undefined && id === "table" ? "table" : "boxes";
    state.topic = tree.byId.get(id) || (id === "table" ? state.topic : tree.root);
  }

  function show() {
    readAddress();
    const { topic, view } = state;
    document.title = topic === tree.root ? headline : topic.name;
    showCrumbs(topic, view);
    showViews(topic, view);
    if (view === "table") table.show(topic);
    else picture.go(topic, view);
    if (state.position !== null && state.position !== undefined) panel.showDocument(topic, state.position);
    else panel.show(topic);
    state.position = null;
    say(`${topic.name}, ${plural(topic.size, "document")}`);
  }

  function press(event) {
    const typing = event.target instanceof HTMLInputElement;
    if (typing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "/") search.takeFocus();
    else if (event.target === document.body && state.view !== "table" && picture.takes(event)) picture.takeFocus();
    else if (event.key === "Escape" || event.key === "Backspace") open(state.topic.up || tree.root);
    else return;
    event.preventDefault();
  }

  for (const button of document.querySelectorAll("[data-view]")) {
    if (button.dataset.view === "map" && !hasMap) button.hidden = true;
    button.addEventListener("click", () => { location.hash = addressOf(state.topic, button.dataset.view); });
  }
  addEventListener("hashchange", show);
  addEventListener("keydown", press);
  addEventListener("beforeprint", () => picture.recolour(false));
  addEventListener("afterprint", () => picture.recolour(theme.isDark()));

  document.getElementById("title").textContent = headline;
  readAddress();
  theme.apply();
  picture.fit();
  show();
}

main();
