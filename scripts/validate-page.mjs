// Opens a page in a headless Chromium, wide and narrow, light and dark, and holds it against axe-core's rules:
//
//     node scripts/validate-page.mjs FOLDER_WITH_NODE_MODULES CHROMIUM PAGE
//
// Exit status 1 when a rule is broken, when something is wider than the window, when the page asks the network for anything
// or its script complains, or when a filter does not do what it says.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, executablePath, file] = process.argv.slice(2);
const require = createRequire(`${folder}/node_modules/`);
const puppeteer = (await import(pathToFileURL(require.resolve("puppeteer-core")))).default;
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const wrong = [];

const browser = await puppeteer.launch({ executablePath, headless: true, args: ["--no-sandbox"] });
for (const [name, width, scheme] of [["wide", 1280, "light"], ["narrow", 360, "light"], ["dark", 1280, "dark"]]) {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  page.on("console", (message) => wrong.push(`${name}: the console says ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`${name}: ${error}`));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) wrong.push(`${name}: asks the network for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) wrong.push(`${name}: ${wide} pixels wider than the window`);
  const filtered = await page.evaluate(() => {
    const shown = () => [...document.querySelectorAll(".finding")].filter((f) => getComputedStyle(f).display !== "none");
    const select = document.getElementById("f-language");
    if (!select) return true;
    const all = shown().length;
    const choose = (value) => { select.value = value; select.dispatchEvent(new Event("change", { bubbles: true })); };
    const language = shown()[0].dataset.language;
    choose(language);
    const right = shown().length > 0 && shown().every((f) => f.dataset.language === language);
    choose("");
    return right && shown().length === all;
  });
  if (!filtered) wrong.push(`${name}: the filter by language does not filter`);
  await page.evaluate(axe);
  const found = await page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values } }), rules);
  for (const { id, help, nodes } of found.violations) {
    wrong.push(`${name}: ${id}: ${help} (${nodes.length} times): ${nodes[0].html.slice(0, 200)}`);
  }
}
await browser.close();
for (const line of wrong) console.error(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
