/* The panel: all there is to say about one topic. */

const DOCUMENTS_A_STEP = 30;
const SORTABLE = 5000; /* documents that are all opened to be put into another order */

function makePanel(tree, documents, isDark) {
  const panel = document.getElementById("panel");
  let shown = 0; /* counts the topics shown, so that answers that come late are dropped */

  function mark(topic) {
    return swatch(markOf(topic, isDark()));
  }

  function section(title, ...children) {
    return el("section", {}, el("h3", { text: title }), ...children);
  }

  /* ---- what the topic is ---- */

  function kind(topic) {
    if (topic.outliers) return "Documents that fit no topic";
    if (topic === tree.root) return "The whole tree";
    return isLeaf(topic) ? `Leaf topic, level ${topic.level}` : `Topic, level ${topic.level}`;
  }

  function figures(topic) {
    const cohesion = Number.isFinite(topic.cohesion) ? [["Cohesion", decimal(topic.cohesion)]] : [];
    const rows = [["Documents", count(topic.size)], ["Of all", share(topic.size, tree.n)], ...cohesion];
    if (!isLeaf(topic)) rows.push(["Topics", count(withAllBelow(topic).length - 1)]);
    return el("dl", { class: "figures" }, ...rows.map(([term, value]) => el("div", {}, el("dt", { text: term }), el("dd", { text: value }))));
  }

  function head(topic) {
    const terms = topic.name.split(" · ");
    const name = el("h2");
    terms.forEach((term, i) => name.append(i ? "\u00a0· " : "", bdi(term)));
    return el("div", { class: "head" }, el("p", { class: "kind" }, mark(topic), kind(topic)), name, figures(topic));
  }

  function terms(topic) {
    const most = Math.max(...topic.terms.map(([, weight]) => weight));
    const rows = topic.terms.map(([term, weight]) =>
      el("li", { title: `weight ${Number(weight.toPrecision(3))}` }, bdi(term), bar(weight / most, markOf(topic, isDark()))),
    );
    return rows.length ? section("Terms", el("ul", { class: "terms" }, ...rows)) : null;
  }

  function children(topic) {
    const most = Math.max(...topic.children.map((child) => child.size));
    const rows = topic.children.map((child) => {
      const number = el("span", { class: "number", text: count(child.size) });
      return el("li", {}, mark(child), linkTo(child), number, bar(child.size / most, markOf(child, isDark())));
    });
    return rows.length ? section("Topics below", el("ul", { class: "topics" }, ...rows)) : null;
  }

  function near(topic) {
    const rows = topic.near.map(([index, similarity]) => {
      const other = tree.topics[index];
      const number = el("span", { class: "number", text: decimal(similarity) });
      return el("li", { title: `similarity ${decimal(similarity)}` }, mark(other), linkTo(other), number);
    });
    return rows.length ? section("Nearest other topics", el("ul", { class: "topics" }, ...rows)) : null;
  }

  /* ---- its documents ---- */

  function documentRow(doc, topic) {
    const facts = el("p", { class: "facts" });
    if (Number.isFinite(doc.score)) {
      const score = el("span", { text: decimal(doc.score), title: "score: cosine with the topic" });
      facts.append(bar(doc.score, markOf(doc.leaf, isDark())), score);
    }
    if (Number.isFinite(doc.margin) && doc.other) {
      const title = "margin: how much better it fits here than there";
      facts.append(el("span", { title }, `${decimal(doc.margin)} ahead of `, linkTo(doc.other)));
    }
    if (doc.leaf !== topic) facts.append(el("span", {}, "in ", linkTo(doc.leaf)));
    const id = doc.title === doc.id ? null : bdi(doc.id, "id");
    return el("li", { "data-position": doc.position }, el("p", { class: "title" }, bdi(doc.title)), id, facts);
  }

  async function representatives(topic, list) {
    const found = await documents.at(topic.best);
    list.replaceChildren(...found.map((doc) => documentRow(doc, topic)));
    if (!found.length) list.parentElement.remove();
  }

  /* A list that grows by a button; order: "tree" (topic by topic, best first), "best" or "doubtful". */
  function documentList(topic) {
    const list = el("ol", { class: "documents" });
    const more = el("button", { type: "button", class: "more" });
    const state = { next: topic.begin, sorted: null, at: 0 };
    const here = shown;

    async function read() {
      if (state.sorted) return state.sorted.slice(state.at, (state.at += DOCUMENTS_A_STEP));
      const end = Math.min(state.next + DOCUMENTS_A_STEP, topic.begin + topic.size);
      const rows = await documents.slice(state.next, end);
      state.next = end;
      return rows;
    }

    async function grow() {
      const rows = await read();
      if (here !== shown) return;
      list.append(...rows.map((doc) => documentRow(doc, topic)));
      const left = state.sorted ? state.sorted.length - state.at : topic.begin + topic.size - state.next;
      more.hidden = left <= 0;
      more.textContent = left > DOCUMENTS_A_STEP ? `${DOCUMENTS_A_STEP} more of ${count(left)}` : `${left} more`;
    }

    async function order(by) {
      const rows = await documents.slice(topic.begin, topic.begin + topic.size);
      const key = (doc) => (by === "doubtful" ? doc.margin : -doc.score);
      state.sorted = rows.sort((a, b) => key(a) - key(b) || a.position - b.position);
      state.at = 0;
      list.replaceChildren();
      return grow();
    }

    more.addEventListener("click", grow);
    grow();
    return section("Documents", orderButtons(topic, order), list, more);
  }

  function orderButtons(topic, order) {
    if (!tree.margins || topic.size > SORTABLE || topic.size < 3) return null;
    const choices = [["best", "best first"], ["doubtful", "least certain first"]];
    const buttons = choices.map(([by, text], i) => {
      return el("button", { type: "button", text, "aria-pressed": String(i === 0), onclick: () => choose(i, by) });
    });
    function choose(chosen, by) {
      buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(i === chosen)));
      order(by);
    }
    return el("div", { class: "orders", role: "group", "aria-label": "Order of the documents" }, ...buttons);
  }

  function show(topic) {
    shown++;
    const best = el("ol", { class: "documents" });
    const typical = topic.best.length && !isLeaf(topic) ? section("Typical documents", best) : null;
    const parts = [head(topic), children(topic), terms(topic), near(topic), typical, topic.size ? documentList(topic) : null];
    panel.replaceChildren(...parts.filter(Boolean));
    panel.scrollTop = 0;
    if (typical) representatives(topic, best);
  }

  /* Bring one document of the topic shown into view: alone at the top of the list. */
  async function showDocument(topic, position) {
    show(topic);
    const here = shown;
    const [doc] = await documents.at([position]);
    if (!doc || here !== shown) return;
    const found = section("Found", el("ol", { class: "documents found" }, documentRow(doc, topic)));
    panel.firstElementChild.after(found);
  }

  return { show, showDocument };
}
