/* Elements.  Text only ever goes in as text: nothing here, or elsewhere in the page, parses markup. */

function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined) continue;
    if (name === "text") node.textContent = value;
    else if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/* Text of a document or a label: of whatever script, kept apart from what stands around it. */
function bdi(text, className) {
  return el("bdi", { text: text.replace(/ · /g, "\u00a0· "), class: className || null });
}

function linkTo(topic, text = topic.name) {
  return el("a", { href: `#${topic.id}` }, bdi(text));
}

function swatch(colour) {
  const mark = el("i", { class: "swatch", "aria-hidden": "true" });
  mark.style.background = colour;
  return mark;
}

/* To a screen reader. */
function say(text) {
  document.getElementById("said").textContent = text;
}

/* A thin bar, 0..1 of its room. */
function bar(value, colour) {
  const fill = el("i");
  fill.style.width = `${100 * Math.max(0, Math.min(1, value))}%`;
  if (colour) fill.style.background = colour;
  return el("span", { class: "bar", "aria-hidden": "true" }, fill);
}
