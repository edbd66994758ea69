/* The documents of a topic as a list that grows by a button: topic by topic and best first, as they stand in the page, or in
 * the order of a figure. */

const DOCUMENTS_A_STEP = 30;
const SORTABLE = 5000; /* documents that are all opened to be put into another order */
const ORDERS = [
  { text: "best first", key: (doc) => -doc.score },
  { text: "least certain first", key: (doc) => doc.margin },
];

class Listing {
  /* rowOf(document) makes a list item. */
  constructor(topic, documents, rowOf) {
    Object.assign(this, { topic, documents, rowOf });
    this.list = el("ol", { class: "documents" });
    this.more = el("button", { type: "button", class: "more", onclick: () => this.grow() });
    this.next = topic.begin; /* of the documents in their own order */
    this.sorted = null; /* what is left of them in another */
    this.grow();
  }

  async read() {
    if (this.sorted) return this.sorted.splice(0, DOCUMENTS_A_STEP);
    const begin = this.next;
    this.next = Math.min(begin + DOCUMENTS_A_STEP, this.end());
    return this.documents.slice(begin, this.next);
  }

  end() {
    return this.topic.begin + this.topic.size;
  }

  async grow() {
    const rows = await this.read();
    const left = this.sorted ? this.sorted.length : this.end() - this.next;
    this.list.append(...rows.map(this.rowOf));
    this.more.hidden = left === 0;
    this.more.textContent = left > DOCUMENTS_A_STEP ? `${DOCUMENTS_A_STEP} more of ${count(left)}` : `${left} more`;
  }

  async order({ key }) {
    const rows = await this.documents.slice(this.topic.begin, this.end());
    this.sorted = rows.sort((a, b) => key(a) - key(b) || a.position - b.position);
    this.list.replaceChildren();
    return this.grow();
  }

  /* Only where there is something to choose: margins are known, and not too many documents. */
  orderButtons(hasMargins) {
    if (!hasMargins || this.topic.size > SORTABLE || this.topic.size < 3) return null;
    const press = (pressed) => {
      buttons.forEach((button) => button.setAttribute("aria-pressed", String(button === pressed)));
      this.order(ORDERS[buttons.indexOf(pressed)]);
    };
    const buttons = ORDERS.map(({ text }, i) => {
      return el("button", { type: "button", text, "aria-pressed": String(i === 0), onclick: (event) => press(event.currentTarget) });
    });
    return el("div", { class: "orders", role: "group", "aria-label": "Order of the documents" }, ...buttons);
  }
}
