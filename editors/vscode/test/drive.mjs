// What a person does with the extension, in a real VS Code. Every step leaves a screenshot.
//   node drive.mjs WORK CHROMIUM
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { Editor } from "./editor.mjs";
import { until } from "./until.js";

const [work, chromium] = process.argv.slice(2);
const FRENCH = `# Bilan

L’an dernier, les prostituées sont venues nombreuses à la permanence 🙂.

La prostitution est pénalisée dans ce pays, et une prostituée isolée hésite à porter plainte.

Voir https://example.org/prostitution pour le rapport.
`;
const CHINESE = "# 报告\n\n去年，许多妓女来到诊所🙂。卖淫在该国会受到处罚。\n";

const started = Date.now();
const steps = [];
const step = (name, run) => steps.push([name, run]);
const wanted = process.env.STEPS ? process.env.STEPS.split(",") : undefined;

function workspace() {
  const folder = fs.mkdtempSync(path.join(work, "texts-"));
  fs.mkdirSync(path.join(folder, "docs"));
  fs.writeFileSync(path.join(folder, "bilan.md"), FRENCH);
  fs.writeFileSync(path.join(folder, "baogao.md"), CHINESE);
  fs.writeFileSync(path.join(folder, "docs/report.md"), "# Report\n\nThe prostitutes asked for rights.\n");
  return folder;
}

/** The middle of the first underlined words that begin on a line with such a text. */
async function onSquiggle(editor, index = 0) {
  const squiggle = editor.page.locator(".editor-instance .squiggly-error").nth(index);
  await squiggle.waitFor({ state: "attached" });
  const box = await squiggle.boundingBox();
  return { x: box.x + Math.min(20, box.width / 2), y: box.y + box.height / 2 };
}

step("a French document has squiggles", async (editor) => {
  await editor.openFile("bilan.md");
  await until("three squiggles", async () => (await editor.squiggles()) === 3);
  const item = editor.page.locator("#motjuste\\.motjuste\\.status, [id$='motjuste.status']").first();
  await until("the status bar tells language, style and findings", async () => /fr · nswp · 3 findings/.test(await item.innerText()));
  assert.match((await item.locator("a").first().getAttribute("aria-label")) ?? "", /motjuste: fr, nswp, 3 findings/);
  await editor.picture("squiggles", [348, 60, 830, 165]);
});

step("a hover says why", async (editor) => {
  const at = await onSquiggle(editor, 0);
  const hover = editor.page.locator(".monaco-hover:visible").filter({ hasText: "fr/prostituee" }).first();
  await editor.insist(async () => {
    await editor.page.mouse.move(5, 5);
    await editor.page.mouse.move(at.x, at.y);
    await editor.page.mouse.move(at.x + 2, at.y);
  }, hover);
  await until("the sentence as it would read", async () => /La phrase se lirait ainsi/.test(await hover.innerText()));
  assert.match(await hover.innerText(), /travailleurSEs du sexe sont venuEs nombreuxSEs/);
  await editor.picture("hover", [348, 60, 830, 316]);
  await editor.page.mouse.move(5, 5);
  await editor.page.keyboard.press("Escape");
});

step("the code of a finding leads to its page", async (editor) => {
  const at = await onSquiggle(editor, 0);
  const link = editor.page.locator(".monaco-hover:visible a.code-link").first();
  await editor.insist(async () => {
    await editor.page.mouse.move(5, 5);
    await editor.page.mouse.move(at.x, at.y);
    await editor.page.mouse.move(at.x + 2, at.y);
  }, link);
  await link.click();
  await editor.page.locator('.tab.active[data-resource-name="prostituee.md"]').waitFor();
  await editor.page.locator("iframe.webview.ready").first().waitFor();
  await editor.command("View: Close Editor");
});

step("a quick fix puts the sentence right", async (editor) => {
  const at = await onSquiggle(editor, 0);
  const row = editor.page.locator(".action-widget:visible .monaco-list-row").first();
  await editor.insist(async () => {
    await editor.page.keyboard.press("Escape");
    await editor.page.mouse.click(at.x, at.y);
    await editor.page.keyboard.press("Control+.");
  }, row);
  const menu = await editor.page.locator(".action-widget:visible").innerText();
  assert.match(menu, /Remplacer par « travailleurSEs du sexe/);
  assert.match(menu, /See the sentence before and after/);
  await editor.picture("fix", [338, 60, 842, 220]);
  await editor.page.keyboard.press("Enter");
  await editor.saved("bilan.md", "les travailleurSEs du sexe sont venuEs nombreuxSEs à la permanence 🙂.");
});

step("a preview shows the sentence before and after", async (editor) => {
  const at = await onSquiggle(editor, 0);
  const row = editor.page.locator(".action-widget:visible .monaco-list-row").filter({ hasText: "See the sentence" }).first();
  await editor.insist(async () => {
    await editor.page.keyboard.press("Escape");
    await editor.page.mouse.click(at.x, at.y);
    await editor.page.keyboard.press("Control+.");
  }, row);
  await row.click();
  await editor.page.locator(".quick-input-title").filter({ hasText: "Which replacement?" }).waitFor();
  await editor.page.waitForTimeout(300);
  await editor.picture("preview-choice");
  await editor.choose("Le travail du sexe est pénalisé");
  const accept = editor.page.locator(".editor-actions [aria-label^='Replace']").first();
  await accept.waitFor();
  await editor.page.locator(".monaco-diff-editor .view-line").first().waitFor();
  await editor.page.waitForTimeout(800);
  await editor.picture("preview");
  await accept.click();
  await editor.saved("bilan.md", "Le travail du sexe est pénalisé dans ce pays");
  await editor.command("Notifications: Clear All Notifications");
});

step("all safe findings are fixed at once", async (editor) => {
  await editor.page.keyboard.press("Control+z");
  await until("the word is back", async () => (await editor.squiggles()) === 2);
  await editor.command("motjuste: Fix All Safe Findings");
  // Whether one woman or anybody is meant is left to the person.
  await until("what needs a person is left", async () => (await editor.squiggles()) === 1);
  await editor.page.locator(".notification-toast").filter({ hasText: "motjuste: 1 fixed, 1 left for you to decide" }).first().waitFor();
  await editor.page.keyboard.press("Control+End");
  await editor.page.keyboard.type("Fin.", { delay: 20 });
  await editor.saved("bilan.md", "Fin.");
  assert.match(editor.disk("bilan.md"), /Le travail du sexe est pénalisé dans ce pays, et une prostituée isolée hésite/);
  await editor.command("Notifications: Clear All Notifications");
});

step("the style is switched from the menu", async (editor) => {
  fs.writeFileSync(path.join(editor.workspace, "bilan.md"), FRENCH);
  await until("the squiggles are back", async () => (await editor.squiggles()) === 3);
  await editor.page.locator("[id$='motjuste.status'] a").first().click();
  await editor.page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await editor.page.waitForTimeout(500);
  await editor.picture("menu", [284, 0, 615, 345]);
  await editor.choose("Words for people");
  await editor.page.waitForTimeout(300);
  await editor.picture("styles");
  await editor.choose("median");
  await editor.choose("All texts here");
  await until("motjuste.toml says so", () => editor.disk("motjuste.toml").includes('fr = "median"'));
  const item = editor.page.locator("[id$='motjuste.status']").first();
  await until("the status bar tells the style", async () => /fr · median/.test(await item.innerText()));
});

step("motjuste.toml has its effect", async (editor) => {
  await editor.openFile("bilan.md");
  fs.appendFileSync(path.join(editor.workspace, "motjuste.toml"), '\n[severity]\n"fr/prostituee" = "off"\n');
  await until("one squiggle is left", async () => (await editor.squiggles()) === 1);
  fs.writeFileSync(path.join(editor.workspace, "motjuste.toml"), "[style]\nfr = \"nowhere\"\n");
  await editor.page.waitForTimeout(2500);
  await editor.picture("broken-configuration");
  fs.writeFileSync(path.join(editor.workspace, "motjuste.toml"), "");
  await until("all squiggles are back", async () => (await editor.squiggles()) === 3);
  await editor.command("Notifications: Clear All Notifications");
});

step("a Chinese document has squiggles, a hover and fixes", async (editor) => {
  await editor.openFile("baogao.md");
  await until("two squiggles", async () => (await editor.squiggles()) >= 2);
  const at = await onSquiggle(editor, 0);
  const hover = editor.page.locator(".monaco-hover:visible").filter({ hasText: "性工作者" }).first();
  await editor.insist(async () => {
    await editor.page.mouse.move(5, 5);
    await editor.page.mouse.move(at.x, at.y);
    await editor.page.mouse.move(at.x + 2, at.y);
  }, hover);
  await editor.picture("chinese");
  await editor.page.mouse.move(5, 5);
  await editor.page.keyboard.press("Escape");
  const row = editor.page.locator(".action-widget:visible .monaco-list-row").first();
  await editor.insist(async () => {
    await editor.page.keyboard.press("Escape");
    await editor.page.mouse.click(at.x, at.y);
    await editor.page.keyboard.press("Control+.");
  }, row);
  await editor.page.keyboard.press("Enter");
  await editor.saved("baogao.md", "许多性工作者来到诊所🙂。");
});

step("the folder's findings are in the side view", async (editor) => {
  await editor.command("motjuste: Check the Whole Folder");
  const rows = editor.page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row");
  await rows.filter({ hasText: "docs/report.md" }).first().waitFor();
  // Where it takes longer, the progress is told first.
  await editor.page.locator(".notification-toast").filter({ hasText: /findings in 3 of 3 files/ }).first().waitFor();
  await editor.picture("folder", [0, 0, 1178, 300]);
  await editor.command("Notifications: Clear All Notifications");
  await editor.page.locator(".pane-header .action-label[aria-label='Group by Document'], .title-actions [aria-label='Group by Document']").first().click({ force: true });
  await editor.page.locator(".monaco-list-row[aria-label*='docs/report.md, 1 finding']").first().waitFor();
  await editor.picture("folder-by-document");
});

step("the Problems view has files that are not open", async (editor) => {
  await editor.page.keyboard.press("Control+Shift+M");
  await editor.page.locator(".markers-panel .monaco-list-row").filter({ hasText: "report.md" }).first().waitFor();
  await editor.picture("problems");
  await editor.page.keyboard.press("Control+j");
});

step("what was let pass is shown", async (editor) => {
  await editor.openFile("bilan.md");
  await until("the squiggles are there", async () => (await editor.squiggles()) === 3);
  await editor.command("motjuste: Show What Was Let Pass");
  await editor.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "prostitution" }).first().waitFor();
  await editor.picture("let-pass");
  await editor.page.keyboard.press("Escape");
});

step("a term is explained", async (editor) => {
  await editor.openFile("bilan.md");
  const at = await onSquiggle(editor, 1);
  await editor.page.mouse.click(at.x, at.y);
  await editor.command("motjuste: Explain This Term");
  await editor.page.locator(".tab.active").filter({ hasText: "prostitution" }).first().waitFor();
  await editor.page.waitForTimeout(3000);
  await editor.picture("explain");
  await editor.command("View: Close Editor");
});

step("inclusive writing is converted", async (editor) => {
  fs.writeFileSync(path.join(editor.workspace, "style.fr.md"), "# Style\n\nLes travailleurSEs du sexe sont venuEs.\n");
  await editor.openFile("style.fr.md");
  await until("the document is checked", async () => /fr/.test(await editor.page.locator("[id$='motjuste.status']").first().innerText()));
  await editor.command("motjuste: Convert Inclusive Writing");
  await editor.choose("paren");
  const accept = editor.page.locator(".editor-actions [aria-label^='Replace']").first();
  await accept.waitFor();
  await editor.page.locator(".monaco-diff-editor .view-line").first().waitFor();
  await editor.page.waitForTimeout(800);
  await editor.picture("convert");
  await accept.click();
  await editor.saved("style.fr.md", "Les travailleur(euse)s du sexe sont venu(e)s.");
});

step("a name is protected", async (editor) => {
  fs.writeFileSync(path.join(editor.workspace, "names.fr.md"), "# Noms\n\nLe Cercle Prostitution et Droits se réunit.\n");
  await editor.openFile("names.fr.md");
  await editor.command("motjuste: Add to Protected Names");
  await editor.page.locator(".quick-input-widget:visible input").fill("Cercle Prostitution et Droits");
  await editor.page.keyboard.press("Enter");
  await until("motjuste.toml has the name", () => editor.disk("motjuste.toml").includes("Cercle Prostitution et Droits"));
  await until("nothing is underlined", async () => (await editor.squiggles()) + (await editor.squiggles("warning")) + (await editor.squiggles("info")) === 0);
});

step("the server comes back when it is killed", async (editor) => {
  await editor.openFile("bilan.md");
  const before = editor.servers();
  assert.equal(before.length, 1);
  process.kill(before[0], "SIGKILL");
  await until("another server runs", () => editor.servers().some((pid) => pid !== before[0]));
  await editor.page.keyboard.press("Control+End");
  await editor.page.keyboard.type("Une prostituée parle. ", { delay: 20 });
  await until("what is typed is checked", async () => (await editor.squiggles()) === 4);
  await editor.page.keyboard.press("Control+z");
});

step("the report opens", async (editor) => {
  await editor.command("motjuste: Open the Report");
  await editor.page.locator("iframe.webview.ready").first().waitFor();
  await editor.page.waitForTimeout(2500);
  await editor.picture("report");
  await editor.command("View: Close Editor");
});

step("the walkthrough and its text to try", async (editor) => {
  await editor.page.setViewportSize({ width: 1400, height: 820 });
  await editor.open(editor.workspace);
  await editor.command("View: Close All Editors");
  await editor.command("Welcome: Open Walkthrough");
  await editor.choose("The exact word");
  const button = editor.page.locator(".getting-started-step .monaco-button, .gettingStartedContainer .monaco-button").filter({ hasText: "Open a Text to Try" }).first();
  await button.waitFor();
  await editor.page.waitForTimeout(1500);
  await editor.picture("walkthrough");
  await button.click();
  await until("the sample has squiggles", async () => (await editor.squiggles()) === 3);
  const item = editor.page.locator("[id$='motjuste.status']").first();
  await until("the status bar tells about it", async () => /en · 5 findings/.test(await item.innerText()));
  await editor.picture("sample");
});

step("every colour theme, by the keyboard alone, with a screen reader", async (editor) => {
  const { page } = editor;
  await page.setViewportSize({ width: 1180, height: 760 });
  editor.settings({ "editor.accessibilitySupport": "on" });
  await editor.open(editor.workspace);
  await editor.openFile("bilan.md");
  await until("the squiggles are there", async () => (await editor.squiggles()) >= 3);
  // To the next finding, which is read out.
  await page.keyboard.press("Control+Home");
  await editor.listen();
  await editor.insist(() => page.keyboard.press("F8"), page.locator(".marker-widget:visible").first());
  await until("it is read out", async () => /Error: « prostituées » : préférez « travailleurSEs/.test(await editor.announced()));
  await page.keyboard.press("Escape");
  // Its reason, and the same as text in the accessible view.
  const hover = page.locator(".monaco-hover:visible").filter({ hasText: "Ce mot juge la personne" }).first();
  const ask = async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+i");
  };
  for (const [theme, kind, file] of [
    ["Light High Contrast", "hc-light", "high-contrast-light"],
    ["Dark High Contrast", "hc-black", "high-contrast"],
    ["Dark Modern", "vs-dark", "dark"],
  ]) {
    await editor.theme(theme, kind);
    await editor.insist(ask, hover);
    await editor.picture(file);
    await page.keyboard.press("Escape");
  }
  const view = page.locator(".accessible-view:visible").first();
  await editor.insist(async () => {
    await page.keyboard.press("Escape");
    await editor.insist(ask, hover);
    // Once more moves into it; only from there it opens as text.
    await ask();
    await page.locator(".monaco-resizable-hover:focus-within, .monaco-hover:focus-within").first().waitFor({ timeout: 2_000 }).catch(() => undefined);
    await page.keyboard.press("Alt+F2");
  }, view);
  await until("the accessible view has the reason", async () => /juge la personne/.test((await view.innerText()).replaceAll("\u00a0", " ")));
  await editor.picture("accessible-view");
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press("Escape");
  }
  // The replacement, chosen without a mouse.
  const row = page.locator(".action-widget:visible .monaco-list-row").first();
  await editor.insist(() => page.keyboard.press("Control+."), row);
  await page.keyboard.press("Enter");
  await editor.saved("bilan.md", "les travailleurSEs du sexe sont venuEs nombreuxSEs");
  // The menu of the status bar, by its key.
  const menu = page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Words for people" }).first();
  await editor.insist(async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Alt+m");
  }, menu);
  await page.keyboard.press("Escape");
  // The side view names severity, words and place, and opens what is chosen.
  await editor.command("motjuste: Show the Findings");
  const tree = page.getByRole("tree", { name: "Findings" });
  await tree.getByRole("treeitem", { name: /^error: .*prostitu.*, bilan\.md, line 5$/ }).first().waitFor();
  const focused = tree.locator(".monaco-list-row.focused");
  await until("the keyboard is in the view", () => focused.count());
  await page.keyboard.press("ArrowDown");
  await until("it goes on to a finding", async () => /, line \d+$/.test((await focused.first().getAttribute("aria-label")) ?? ""));
  const item = page.locator("[id$='motjuste.status'] a").first();
  assert.match((await item.getAttribute("aria-label")) ?? "", /^motjuste: fr, nswp, \d findings/);
});

/** Another window, in French, on a folder that is not trusted and names a program of its own. */
const strange = [];
strange.push([
  "an untrusted folder's program is not run, and the interface speaks French",
  async (editor) => {
    await editor.openFile("bilan.md");
    await until("three squiggles", async () => (await editor.squiggles()) === 3);
    const item = editor.page.locator("[id$='motjuste.status']").first();
    await until("the status bar speaks French", async () => /fr · nswp · 3 remarques/.test(await item.innerText()));
    assert.equal(editor.servers().length, 1);
    assert.ok(!fs.existsSync(path.join(editor.workspace, "was-run")), "the folder's program was run");
    await editor.picture("untrusted");
    await editor.page.locator(".activitybar [aria-label^='motjuste']").first().click();
    const groups = editor.page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row");
    await groups.filter({ hasText: "travailleurSEs du sexe" }).first().waitFor();
    await editor.picture("side-view-in-french");
  },
]);
const strangeWorkspace = () => {
  const folder = workspace();
  const program = path.join(folder, "program");
  fs.writeFileSync(program, `#!/bin/sh\ntouch ${folder}/was-run\n`, { mode: 0o755 });
  fs.mkdirSync(path.join(folder, ".vscode"));
  fs.writeFileSync(path.join(folder, ".vscode/settings.json"), JSON.stringify({ "motjuste.path": program }));
  return folder;
};

const counts = { done: 0, failed: 0 };
/** What is going on: said when the script is ended from outside, which looks like a browser that was lost. */
const now = { step: "", editor: undefined };
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) {
  process.once(signal, async () => {
    console.log(`ended from outside (${signal}), ${((Date.now() - started) / 1000).toFixed(0)} s after the start, in: ${now.step}`);
    await now.editor?.stop();
    process.exit(1);
  });
}

async function session(folder, options, steps) {
  const chosen = steps.filter(([name]) => !wanted || wanted.some((w) => name.includes(w)));
  if (chosen.length === 0) {
    fs.rmSync(folder, { recursive: true, force: true });
    return;
  }
  const editor = await Editor.start(work, chromium, folder, options);
  now.editor = editor;
  try {
    for (const [name, run] of chosen) {
      const begun = Date.now();
      counts.done++;
      now.step = name;
      try {
        await run(editor);
        console.log(`ok   ${((Date.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${name}`);
      } catch (error) {
        counts.failed++;
        console.log(`FAIL ${name}\n     ${String(error.stack ?? error).split("\n").slice(0, 6).join("\n     ")}`);
        const lost = await editor.lost();
        if (lost) {
          const left = chosen.length - chosen.findIndex(([other]) => other === name) - 1;
          counts.done += left;
          counts.failed += left;
          console.log(`     the browser is lost, and ${left} steps with it:\n     ${lost.split("\n").join("\n     ")}`);
          break;
        }
        await editor.picture(`FAILED ${name}`).catch(() => undefined);
        await editor.page.keyboard.press("Escape").catch(() => undefined);
        await editor.page.keyboard.press("Escape").catch(() => undefined);
      }
    }
  } finally {
    await editor.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Another one, for what only an extension sees. */
const inside = [];
inside.push([
  "in the extension host",
  async (editor) => {
    const here = import.meta.dirname;
    const folder = fs.mkdtempSync(path.join(work, "texts-"));
    fs.writeFileSync(path.join(folder, "README.md"), "# Here\n");
    try {
      const { passed, report } = await editor.host(path.join(here, ".."), path.join(here, "host/index.js"), folder);
      process.stdout.write(report);
      assert.ok(passed, "the suite in the extension host failed");
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
]);

await session(workspace(), {}, steps);
await session(strangeWorkspace(), { trusted: false, locale: "fr" }, strange);
await session(workspace(), { host: true }, inside);
const seconds = ((Date.now() - started) / 1000).toFixed(0);
console.log(`${counts.done - counts.failed} of ${counts.done} steps passed in ${seconds} s; screenshots in ${work}/screenshots`);
process.exit(counts.failed > 0 ? 1 : 0);
