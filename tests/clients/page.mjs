// report.html in a headless Chromium: opened from the file system, used with mouse and keyboard, compared with tree.json.
// usage: page.mjs CHROMIUM tree.json report.html
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { closed, topics } from "./common.mjs";

const [executablePath, treePath, pagePath] = process.argv.slice(2);
const all = topics(treePath);
const root = all[0];
const leaves = all.filter((topic) => topic.leaf);
const childrenOf = (topic) => all.filter((other) => other.parent === topic.id);
const address = pathToFileURL(pagePath).href;
const faults = [];

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", colorScheme: "light" });
const page = await context.newPage();
page.on("console", (message) => faults.push(`console: ${message.text()}`));
page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
page.on("dialog", (dialog) => (faults.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
page.on("request", (request) => request.url().split("#")[0] === address || faults.push(`request: ${request.url()}`));

const text = async (selector) => closed((await page.locator(selector).first().innerText()).replace(/\s+/g, " "));
const hash = () => page.evaluate(() => location.hash.slice(1));
const name = (topic) => closed(topic.name).replace(/\s+/g, " ");
const grouped = (n) => n.toLocaleString("en");

/* The page's policy forbids Playwright's own way to wait for a condition, which evaluates text within the page. */
async function until(holds, argument) {
  for (const end = Date.now() + 15000; !(await page.evaluate(holds, argument)); await page.waitForTimeout(25))
    assert.ok(Date.now() < end, `waited in vain: ${holds}, ${argument}`);
}

const waitForTopic = (topic) => until((id) => (location.hash.slice(1).split("/")[0] || id) === id, topic.id);

async function expectTopic(topic) {
  await waitForTopic(topic);
  await until((wanted) => document.querySelector("#panel h2").textContent.replace(/\s+/g, " ").trim() === wanted, name(topic));
  assert.match(await text("#panel dl"), new RegExp(`Documents ${grouped(topic.size)} `));
}

/* A picture that is one colour is no picture. */
async function expectPicture() {
  const colours = await page.evaluate(() => {
    const canvas = document.getElementById("canvas");
    const copy = document.createElement("canvas");
    Object.assign(copy, { width: canvas.width, height: canvas.height });
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4 * 97) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    return seen.size;
  });
  assert.ok(colours > 3, `${colours} colours in the picture`);
}

async function opens() {
  await page.goto(address);
  await expectTopic(root);
  assert.equal(await text("h1"), `${grouped(leaves.filter((leaf) => !leaf.outliers).length)} ${root.leaf ? "topic" : "topics"} in ${grouped(root.size)} documents`);
  await expectPicture();
}

/* The largest child lies in the upper left corner. */
async function zooms() {
  const [largest] = childrenOf(root);
  await page.locator("#canvas").click({ position: { x: 30, y: 12 } });
  await expectTopic(largest);
  assert.equal(await page.locator("#crumbs li").count(), 2);
  await expectPicture();
  await page.goBack();
  await expectTopic(root);
}

/* Keys go to the picture from the start. */
async function takesKeys() {
  const [largest] = childrenOf(root);
  await page.reload();
  await page.keyboard.press("ArrowRight");
  assert.ok((await text("#said")).startsWith(name(largest)));
  await page.keyboard.press("Enter");
  await expectTopic(largest);
  await page.keyboard.press("Escape");
  await expectTopic(root);
  await page.locator("#canvas").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.notEqual(await hash(), root.id);
  await page.keyboard.press("Backspace");
  await expectTopic(root);
}

async function searches() {
  const leaf = leaves.at(-1);
  const wanted = leaf.documents.at(-1);
  await page.keyboard.press("/");
  await page.keyboard.type(closed(wanted.title));
  const option = page.locator("#found [role=option]", { hasText: closed(wanted.title) }).last();
  await option.waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.locator(".documents.found li").waitFor();
  assert.equal(await text(".documents.found .title"), closed(wanted.title));
  await page.keyboard.press("/"); /* by its id, which stands beside it where the title does not have it */
  await page.keyboard.type(closed(wanted.id));
  const byId = page.locator("#found [role=option]", { hasText: closed(wanted.id) }).last();
  await byId.waitFor();
  if (!wanted.title.includes(wanted.id)) assert.ok(closed(await byId.locator("small").innerText()).startsWith(`${closed(wanted.id)} in `));
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("no such words anywhere");
  await page.locator("#found", { hasText: "No document" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#found").isHidden(), true);
}

async function followsLinks() {
  const leaf = leaves[Math.floor(leaves.length / 2)];
  await page.goto(`${address}#${leaf.id}`);
  await page.reload();
  await expectTopic(leaf);
  const above = all.find((topic) => topic.id === leaf.parent);
  await page.locator(`#crumbs a[href="#${above.id}"]`).click();
  await expectTopic(above);
}

/* All documents of a leaf, and no other, in the panel. */
async function listsDocuments() {
  for (const leaf of leaves.slice(0, 3)) {
    await page.goto(`${address}#${leaf.id}`);
    await expectTopic(leaf);
    const rows = page.locator("#panel section").last().locator("li");
    await rows.first().waitFor();
    for (const more = page.locator("#panel .more"); await more.isVisible(); ) {
      const before = await rows.count();
      await more.click();
      await until((n) => document.querySelectorAll("#panel section:last-child li").length > n, before);
    }
    const titles = (await rows.locator(".title").allInnerTexts()).map((title) => closed(title.replace(/\s+/g, " ")));
    const expected = leaf.documents.map((doc) => closed(doc.title).replace(/\s+/g, " ") || doc.id);
    assert.deepEqual(titles.sort(), expected.sort());
  }
}

/* Where the page knows margins: the most doubtful documents first. */
async function ordersDocuments() {
  await page.goto(`${address}#${root.id}`);
  await expectTopic(root);
  const button = page.locator(".orders button", { hasText: "least certain" });
  if (!(await button.count())) return;
  await button.click();
  const margin = (facts) => /as near to/.test(facts) ? 0 : Number(/([.\d]+) (?:ahead|behind)/.exec(facts)[1]) * (/ behind /.test(facts) ? -1 : 1);
  const margins = async () => (await page.locator("#panel section:last-child .facts").allInnerTexts()).map(margin);
  const listed = Math.min(30, leaves.flatMap((leaf) => leaf.documents).length);
  await until((n) => document.querySelectorAll("#panel section:last-child .facts").length >= n, listed);
  const found = await margins();
  assert.deepEqual(found, [...found].sort((a, b) => a - b));
  assert.ok(found[0] < found.at(-1));
}

async function hasTable() {
  await page.goto(`${address}#${root.id}/table`);
  const rows = page.locator("#table tbody tr");
  await rows.first().waitFor();
  assert.equal(await rows.count(), all.length);
  for (const [i, topic] of all.entries()) {
    assert.equal(closed((await rows.nth(i).locator("th").innerText()).replace(/\s+/g, " ")), name(topic));
    assert.equal(await rows.nth(i).locator("td").nth(1).innerText(), grouped(topic.size));
  }
  await rows.nth(1).locator("a").click();
  await expectTopic(all[1]);
  assert.equal(await hash(), `${all[1].id}/table`); /* a link keeps the view */
}

async function hasMap() {
  await page.goto(`${address}#${root.id}`);
  const button = page.locator("[data-view=map]");
  const placed = leaves.filter((topic) => topic.map).length > 2;
  assert.equal(await button.isVisible(), placed);
  if (!placed) return;
  await button.click();
  assert.equal(await hash(), `${root.id}/map`);
  await expectPicture();
}

async function hasThemes() {
  const becomes = (theme) => until((wanted) => document.documentElement.dataset.theme === wanted, theme);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  await becomes("dark");
  assert.notEqual(await ground(), light);
  await page.locator("#theme").click();
  await becomes("light");
  assert.equal(await ground(), light);
  await page.emulateMedia({ colorScheme: "light" });
}

async function fitsSmallScreens() {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(`${address}#${all[1].id}`);
  await expectTopic(all[1]);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, "the page is wider than the screen");
  assert.ok((await page.locator("#canvas").boundingBox()).height > 300, "the picture is too low");
  await expectPicture();
}

/* Nothing that a text could have brought in is in the page. */
async function isWhatItWas() {
  assert.equal(await page.locator("script").count(), 3);
  assert.equal(await page.locator("img, iframe, object, embed, form, b, i:not([class]):not([style]), [onerror], [onclick], body a:not([href^='#'])").count(), 0);
}

const branching = [zooms, takesKeys, searches, followsLinks, hasTable, fitsSmallScreens];
const steps = [opens, ...(root.leaf ? [] : branching), listsDocuments, ordersDocuments, hasMap, hasThemes, isWhatItWas];
try {
  for (const step of steps) {
    await step();
    assert.deepEqual(faults, [], `after ${step.name}`);
  }
  console.log(`Chromium: ${grouped(root.size)} documents, ${all.length} topics, ${steps.length} steps`);
} finally {
  await browser.close();
}
