/* The panel: all there is to say about one topic. */

function section(title, ...children) {
  return el("section", {}, el("h3", { text: title }), ...children);
}

/* A section with a list, or nothing where there is nothing to list. */
function listSection(title, name, rows) {
  return rows.length ? section(title, el("ul", { class: name }, ...rows)) : null;
}

function marginText(margin) {
  if (Math.abs(margin) < 0.005) return "as near to ";
  return `${decimal(Math.abs(margin))} ${margin > 0 ? "ahead of" : "behind"} `;
}

class Panel {
  constructor(tree, documents, isDark) {
    Object.assign(this, { tree, documents, isDark });
    this.element = document.getElementById("panel");
    this.topic = null;
  }

  show(topic) {
    const typical = topic.best.length && !isLeaf(topic) ? section("Typical documents", el("ol", { class: "documents" })) : null;
    const parts = [this.head(topic), this.below(topic), this.terms(topic), this.near(topic), typical, this.listing(topic)];
    this.topic = topic;
    this.element.replaceChildren(...parts.filter(Boolean));
    this.element.scrollTop = 0;
    if (typical) this.fillTypical(topic, typical);
  }

  /* Bring one document of a topic into view: alone, above all else that is said of the topic. */
  async showDocument(topic, position) {
    this.show(topic);
    const [doc] = await this.documents.at([position]);
    if (!doc || topic !== this.topic) return;
    const found = section("Found", el("ol", { class: "documents found" }, this.documentRow(doc, topic)));
    this.element.firstElementChild.after(found);
  }

  mark(topic) {
    return swatch(this.colour(topic));
  }

  colour(topic) {
    return markOf(topic, this.isDark());
  }

  /* ---- what the topic is ---- */

  kind(topic) {
    if (topic.outliers) return "Documents that fit no topic";
    if (topic === this.tree.root) return "The whole tree";
    return isLeaf(topic) ? `Leaf topic, level ${topic.level}` : `Topic, level ${topic.level}`;
  }

  figures(topic) {
    const figures = [["Documents", count(topic.size)], ["Of all", share(topic.size, this.tree.n)]];
    if (Number.isFinite(topic.cohesion)) figures.push(["Cohesion", decimal(topic.cohesion)]);
    if (!isLeaf(topic)) figures.push(["Topics", count(withAllBelow(topic).length - 1)]);
    const pairs = figures.map(([term, text]) => el("div", {}, el("dt", { text: term }), el("dd", { text })));
    return el("dl", { class: "figures" }, ...pairs);
  }

  head(topic) {
    const name = el("h2");
    topic.name.split(" · ").forEach((term, i) => name.append(i ? "\u00a0· " : "", bdi(term)));
    return el("div", {}, el("p", { class: "kind" }, this.mark(topic), this.kind(topic)), name, this.figures(topic));
  }

  terms(topic) {
    const most = Math.max(...topic.terms.map(([, weight]) => weight));
    const rows = topic.terms.map(([term, weight]) => {
      const title = `weight ${Number(weight.toPrecision(3))}`;
      return el("li", { title }, bdi(term), bar(weight / most, this.colour(topic)));
    });
    return listSection("Terms", "terms", rows);
  }

  below(topic) {
    const most = Math.max(...topic.children.map((child) => child.size));
    const rows = topic.children.map((child) => {
      const number = el("span", { class: "number", text: count(child.size) });
      return el("li", {}, this.mark(child), linkTo(child), number, bar(child.size / most, this.colour(child)));
    });
    return listSection("Topics below", "topics", rows);
  }

  near(topic) {
    const rows = topic.near.map(([index, similarity]) => {
      const other = this.tree.topics[index];
      const number = el("span", { class: "number", text: decimal(similarity) });
      return el("li", { title: `similarity ${decimal(similarity)}` }, this.mark(other), linkTo(other), number);
    });
    return listSection("Nearest other topics", "topics", rows);
  }

  /* ---- its documents ---- */

  documentRow(doc, topic) {
    const facts = el("p", { class: "facts" });
    if (Number.isFinite(doc.score)) {
      const score = el("span", { text: decimal(doc.score), title: "score: cosine with the topic" });
      facts.append(bar(doc.score, this.colour(doc.leaf)), score);
    }
    if (Number.isFinite(doc.margin) && doc.other) {
      const title = "margin: how much better it fits here than there";
      facts.append(el("span", { title }, marginText(doc.margin), linkTo(doc.other)));
    }
    if (doc.leaf !== topic) facts.append(el("span", {}, "in ", linkTo(doc.leaf)));
    const id = doc.title === doc.id ? null : bdi(doc.id, "id");
    return el("li", {}, el("p", { class: "title" }, bdi(doc.title)), id, facts);
  }

  async fillTypical(topic, typical) {
    const found = await this.documents.at(topic.best);
    typical.lastElementChild.append(...found.map((doc) => this.documentRow(doc, topic)));
    typical.hidden = found.length === 0;
  }

  listing(topic) {
    if (topic.size === 0) return null;
    const listing = new Listing(topic, this.documents, (doc) => this.documentRow(doc, topic));
    return section("Documents", listing.orderButtons(this.tree.margins), listing.list, listing.more);
  }
}
