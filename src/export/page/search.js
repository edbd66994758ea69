/* The search field: topics by their names and terms at once, then documents by title as their pieces are opened. */

const TOPICS_FOUND = 8;
const DOCUMENTS_FOUND = 40;

function makeSearch(tree, documents, isDark, open) {
  const field = document.getElementById("search");
  const list = document.getElementById("found");
  let turn = 0; /* counts the searches: what a search that is over still finds is dropped */
  let options = [];
  let active = -1;

  for (const topic of tree.topics) {
    topic.foldedName = folded(topic.name);
    topic.foldedTerms = folded(topic.terms.map(([term]) => term).join("\n"));
  }

  /* 2 where the name holds all words, 1 where the terms help. */
  function rank(topic, words) {
    if (words.every((word) => topic.foldedName.includes(word))) return 2;
    return words.every((word) => topic.foldedName.includes(word) || topic.foldedTerms.includes(word)) ? 1 : 0;
  }

  function findTopics(words) {
    const ranked = tree.topics.slice(1).map((topic) => [rank(topic, words), topic]).filter(([r]) => r > 0);
    ranked.sort(([r, a], [q, b]) => q - r || b.size - a.size || a.index - b.index);
    return ranked.map(([, topic]) => topic);
  }

  /* ---- the list ---- */

  function option(topic, position, ...content) {
    const row = el("div", { role: "option", id: `option-${options.length}`, "aria-selected": "false" }, ...content);
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => choose(topic, position));
    options.push({ row, topic, position });
    return row;
  }

  function topicOption(topic) {
    const below = el("small", {}, `${plural(topic.size, "document")}`);
    if (topic.level > 1) below.append(" in ", bdi(topic.up.name));
    return option(topic, null, swatch(markOf(topic, isDark())), el("span", {}, bdi(topic.name), below));
  }

  function documentOption(doc) {
    return option(doc.leaf, doc.position, swatch(markOf(doc.leaf, isDark())), el("span", {}, bdi(doc.title), el("small", {}, bdi(doc.leaf.name))));
  }

  function heading(text) {
    return el("p", { role: "presentation", text });
  }

  function close() {
    turn++;
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    [options, active] = [[], -1];
  }

  function choose(topic, position) {
    close();
    field.blur();
    open(topic, position);
  }

  function select(next) {
    if (!options.length) return;
    if (options[active]) options[active].row.setAttribute("aria-selected", "false");
    active = (next + options.length) % options.length;
    const { row } = options[active];
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", row.id);
  }

  /* ---- searching ---- */

  async function search() {
    close();
    const here = turn;
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    if (!words.length || words.join("").length < 2) return;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    showTopics(findTopics(words));
    const titles = heading("Documents …");
    list.append(titles);
    let found = 0;
    const take = (doc) => {
      if (here !== turn) return false;
      if (++found <= DOCUMENTS_FOUND) list.append(documentOption(doc));
      return found <= DOCUMENTS_FOUND;
    };
    await documents.find(words, take, () => here !== turn);
    if (here === turn) titles.textContent = headingOf(found);
  }

  function headingOf(found) {
    if (found > DOCUMENTS_FOUND) return `Documents, the first ${DOCUMENTS_FOUND}`;
    return found ? plural(found, "document") : "No document has this in its title";
  }

  function showTopics(topics) {
    const text = topics.length > TOPICS_FOUND ? `${count(topics.length)} topics, the best ${TOPICS_FOUND}` : plural(topics.length, "topic");
    list.append(heading(topics.length ? text : "No topic has this among its terms"));
    list.append(...topics.slice(0, TOPICS_FOUND).map(topicOption));
  }

  function press(event) {
    if (event.key === "ArrowDown") select(active + 1);
    else if (event.key === "ArrowUp") select(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && options.length) {
      const chosen = options[Math.max(0, active)];
      choose(chosen.topic, chosen.position);
    } else if (event.key === "Escape") {
      close();
      field.value = "";
      field.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  field.addEventListener("focus", () => field.value && search());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", press);

  return {
    focus() {
      field.focus();
      field.select();
    },
  };
}
