/* The same tree as a table: for screen readers, for copying, for those who would rather read. */

const ROWS_A_STEP = 300;

function makeTable(tree, isDark) {
  const room = document.getElementById("table");

  function row(topic, top) {
    const name = el("th", { scope: "row" }, swatch(markOf(topic, isDark())), linkTo(topic));
    name.style.paddingInlineStart = `${1.25 * (topic.level - top.level)}em`;
    return el("tr", topic === top ? { class: "top" } : {}, name,
      el("td", { class: "number", text: String(topic.level) }),
      el("td", { class: "number", text: count(topic.size) }),
      el("td", { class: "number", text: decimal(topic.cohesion) }),
      el("td", {}, bdi(topic.terms.slice(0, 8).map(([term]) => term).join(", "))));
  }

  function show(topic) {
    const rows = withAllBelow(topic);
    const body = el("tbody");
    const more = el("button", { type: "button", class: "more" });
    const columns = [["Topic"], ["Level", "number"], ["Documents", "number"], ["Cohesion", "number"], ["Terms"]];
    let next = 0;
    function grow() {
      body.append(...rows.slice(next, next + ROWS_A_STEP).map((each) => row(each, topic)));
      next += ROWS_A_STEP;
      more.hidden = next >= rows.length;
      more.textContent = `More rows: ${count(Math.max(0, rows.length - next))} left`;
    }
    more.addEventListener("click", grow);
    grow();
    const caption = el("caption", {}, bdi(topic.name), `: ${plural(rows.length, "topic")}, ${plural(topic.size, "document")}`);
    const heads = columns.map(([text, name]) => el("th", { scope: "col", text, class: name || null }));
    room.replaceChildren(el("table", {}, caption, el("thead", {}, el("tr", {}, ...heads)), body), more);
  }

  return { show };
}
