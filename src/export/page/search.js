/* The search field: topics by their names and terms at once, then documents by title as their pieces are opened. */

const TOPICS_FOUND = 8;
const DOCUMENTS_FOUND = 40;
const PAUSE_MS = 120; /* in typing, before a search begins */

/* Topics that hold all words, those first that hold them in their names, then the larger ones. */
function findTopics(topics, words) {
  const rank = (topic) => {
    if (words.every((word) => topic.foldedName.includes(word))) return 2;
    return words.every((word) => topic.foldedName.includes(word) || topic.foldedTerms.includes(word)) ? 1 : 0;
  };
  const ranked = topics.slice(1).map((topic) => [rank(topic), topic]).filter(([r]) => r > 0);
  ranked.sort(([r, a], [q, b]) => q - r || b.size - a.size || a.index - b.index);
  return ranked.map(([, topic]) => topic);
}

function foundTopics(n) {
  if (n === 0) return "No topic has this among its terms";
  return n > TOPICS_FOUND ? `${count(n)} topics, the best ${TOPICS_FOUND}` : plural(n, "topic");
}

function foundDocuments(n) {
  if (n === 0) return "No document has this in its title or id";
  return n > DOCUMENTS_FOUND ? `Documents, the first ${DOCUMENTS_FOUND}` : plural(n, "document");
}

class Search {
  /* open(topic, position) is called for what is chosen; the position of a document, null for a topic. */
  constructor(tree, documents, { isDark, open }) {
    Object.assign(this, { tree, documents, isDark, open });
    this.field = document.getElementById("search");
    this.list = document.getElementById("found");
    this.turn = 0; /* counts the searches: what a search that is over still finds is dropped */
    this.options = [];
    this.active = -1;
    this.waiting = 0;
    for (const topic of tree.topics) {
      topic.foldedName = folded(topic.name);
      topic.foldedTerms = folded(topic.terms.map(([term]) => term).join("\n"));
    }
    this.listen();
  }

  listen() {
    const { field } = this;
    field.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.search(), PAUSE_MS);
    });
    field.addEventListener("focus", () => field.value && this.search());
    field.addEventListener("blur", () => this.close());
    field.addEventListener("keydown", (event) => this.press(event));
  }

  takeFocus() {
    this.field.focus();
    this.field.select();
  }

  /* ---- the list ---- */

  option(topic, position, ...content) {
    const mark = swatch(markOf(topic, this.isDark()));
    const row = el("div", { role: "option", id: `option-${this.options.length}`, "aria-selected": "false" }, mark, el("span", {}, ...content));
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => this.choose(topic, position));
    this.options.push({ row, topic, position });
    return row;
  }

  topicOption(topic) {
    const facts = el("small", {}, plural(topic.size, "document"));
    if (topic.level > 1) facts.append(" in ", bdi(topic.up.name));
    return this.option(topic, null, bdi(topic.name), facts);
  }

  documentOption(doc, inTitle) {
    const facts = el("small", {}, bdi(doc.leaf.name));
    if (!inTitle) facts.prepend(bdi(doc.id), " in ");
    return this.option(doc.leaf, doc.position, bdi(doc.title), facts);
  }

  heading(text) {
    const line = el("p", { role: "presentation", text });
    this.list.append(line);
    return line;
  }

  close() {
    this.turn++;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    [this.options, this.active] = [[], -1];
  }

  choose(topic, position) {
    this.close();
    this.field.blur();
    this.open(topic, position);
  }

  select(next) {
    const { options } = this;
    if (!options.length) return;
    if (options[this.active]) options[this.active].row.setAttribute("aria-selected", "false");
    this.active = (next + options.length) % options.length;
    const { row } = options[this.active];
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", row.id);
  }

  /* ---- searching ---- */

  search() {
    this.close();
    const words = folded(this.field.value).split(/\s+/).filter(Boolean);
    if (words.join("").length < 2) return;
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.showTopics(findTopics(this.tree.topics, words));
    this.showDocuments(words);
  }

  showTopics(topics) {
    this.heading(foundTopics(topics.length));
    this.list.append(...topics.slice(0, TOPICS_FOUND).map((topic) => this.topicOption(topic)));
  }

  async showDocuments(words) {
    const { turn } = this;
    const heading = this.heading("Documents …");
    const isOver = () => turn !== this.turn;
    const byId = []; /* whose titles do not say why they are found: they come last */
    let found = 0;
    const show = (doc, inTitle) => {
      if (++found <= DOCUMENTS_FOUND) this.list.append(this.documentOption(doc, inTitle));
      return found <= DOCUMENTS_FOUND;
    };
    const take = (doc, inTitle) => {
      if (inTitle) return show(doc, true);
      if (byId.length <= DOCUMENTS_FOUND) byId.push(doc);
      return true;
    };
    await this.documents.find(words, take, isOver);
    if (isOver()) return;
    byId.every((doc) => show(doc, false));
    heading.textContent = foundDocuments(found);
  }

  press(event) {
    const { options, active } = this;
    if (event.key === "ArrowDown") this.select(active + 1);
    else if (event.key === "ArrowUp") this.select(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && options.length) {
      const { topic, position } = options[Math.max(0, active)];
      this.choose(topic, position);
    } else if (event.key === "Escape") {
      this.field.value = "";
      this.field.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
