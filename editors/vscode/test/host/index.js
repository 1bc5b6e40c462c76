// Inside the extension host of a real VS Code: what the extension does, seen through VS Code's own interface for extensions.
// What came of it is written to the file that MOTJUSTE_HOST_REPORT names, a line a test.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const vscode = require("vscode");
const { until } = require("../until.js");

const FRENCH = "# Bilan\n\n🙂 Les prostituées sont arrêtées.\n\nLa prostitution est pénalisée.\n";
const tests = [];
const test = (name, run) => tests.push([name, run]);
const report = (line) => fs.appendFileSync(process.env.MOTJUSTE_HOST_REPORT, `${line}\n`);

const root = () => vscode.workspace.workspaceFolders[0].uri;
const at = (name) => vscode.Uri.joinPath(root(), name);
const told = (uri) => vscode.languages.getDiagnostics(uri).filter((d) => d.source === "motjuste");
const codes = (uri) => told(uri).map((d) => (typeof d.code === "object" ? d.code.value : d.code));
const disk = (name) => fs.readFileSync(at(name).fsPath, "utf8");

/** A document with a text, in front; checked, where it is said what is found. */
async function shown(name, text, count) {
  fs.writeFileSync(at(name).fsPath, text);
  const document = await vscode.workspace.openTextDocument(at(name));
  await vscode.window.showTextDocument(document);
  // An open document follows its file a moment later.
  await until(`${name} is as it was written`, () => document.getText() === text);
  await until(`${count} findings in ${name}`, () => count === undefined || told(document.uri).length === count);
  return document;
}

function select(document, needle) {
  const start = document.positionAt(document.getText().indexOf(needle));
  vscode.window.activeTextEditor.selection = new vscode.Selection(start, start);
  return start;
}

async function setting(key, value, scope, forLanguage) {
  const configuration = vscode.workspace.getConfiguration("motjuste", scope);
  await configuration.update(key, value, vscode.ConfigurationTarget.Global, forLanguage);
}

test("every command of the manifest is there", async () => {
  const extension = vscode.extensions.getExtension("motjuste.motjuste");
  await extension.activate();
  const known = await vscode.commands.getCommands(true);
  const missing = extension.packageJSON.contributes.commands.map((c) => c.command).filter((c) => !known.includes(c));
  assert.deepEqual(missing, []);
});

test("a finding tells place, severity and its page", async () => {
  const document = await shown("bilan.md", FRENCH, 2);
  const [first] = told(document.uri);
  assert.equal(document.getText(first.range), "prostituées");
  assert.equal(first.severity, vscode.DiagnosticSeverity.Error);
  assert.deepEqual(codes(document.uri), ["fr/prostituee", "fr/prostitution"]);
  const page = await vscode.workspace.openTextDocument(first.code.target);
  assert.match(page.getText(), /^# .*\n\n`fr\/prostituee`/);
});

test("a hover gives the reason, and the message only once", async () => {
  const document = await shown("bilan.md", FRENCH, 2);
  const place = told(document.uri)[0].range.start;
  const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, place);
  const text = hovers.flatMap((h) => h.contents.map((c) => c.value)).join("\n");
  assert.match(text, /La phrase se lirait ainsi/);
  assert.ok(!text.includes("préférez"), text);
});

test("quick fixes: the safe one first, then the preview, then what lets it pass", async () => {
  const document = await shown("bilan.md", FRENCH, 2);
  const actions = await vscode.commands.executeCommand(
    "vscode.executeCodeActionProvider",
    document.uri,
    told(document.uri)[0].range,
    vscode.CodeActionKind.QuickFix.value,
    20,
  );
  const titles = actions.map((a) => a.title);
  const preview = titles.indexOf("See the sentence before and after…");
  assert.ok(actions[0].isPreferred && preview > 0, titles.join("\n"));
  assert.ok(titles.findIndex((t) => t.startsWith("Ignorer « prostituées » ici")) > preview, titles.join("\n"));
  assert.ok(await vscode.workspace.applyEdit(actions[0].edit));
  assert.equal(document.lineAt(2).text, "🙂 Les travailleurSEs du sexe sont arrêtéEs.");
  await until("one finding is left", () => told(document.uri).length === 1);
  await vscode.commands.executeCommand("undo");
  assert.equal(document.getText(), FRENCH);
});

test("all that is safe is fixed by the command and by VS Code's own", async () => {
  const fixed = "# Bilan\n\n🙂 Les travailleurSEs du sexe sont arrêtéEs.\n\nLe travail du sexe est pénalisé.\n";
  for (const command of ["motjuste.fixDocument", "editor.action.fixAll"]) {
    const document = await shown("bilan.md", FRENCH, 2);
    await vscode.commands.executeCommand(command);
    await until(command, () => document.getText() === fixed, 20_000);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
});

test("completion in agreement", async () => {
  const document = await shown("bilan.md", `${FRENCH}\nContre les travailleurs du s\n`);
  const end = new vscode.Position(6, 28);
  const list = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", document.uri, end);
  const item = list.items.find((i) => i.label === "travailleurSEs du sexe" || i.label?.label === "travailleurSEs du sexe");
  assert.ok(item, JSON.stringify(list.items.slice(0, 5)));
});

test("files that are not open are told about, until that is switched off", async () => {
  fs.writeFileSync(at("fermé.md").fsPath, "La prostitution est pénalisée.\n");
  await until("the file is told about", () => codes(at("fermé.md")).includes("fr/prostitution"));
  await setting("wholeFolder", false);
  await until("it is told about no longer", () => told(at("fermé.md")).length === 0);
  await setting("wholeFolder", undefined);
  await until("it is told about again", () => told(at("fermé.md")).length === 1);
  fs.writeFileSync(at("fermé.md").fsPath, "Le travail du sexe est pénalisé.\n");
  await until("what was mended elsewhere is seen", () => told(at("fermé.md")).length === 0);
});

test("the off switch of a language", async () => {
  const document = await shown("bilan.md", FRENCH, 2);
  await setting("enable", false, { languageId: "markdown" }, true);
  await until("nothing is told", () => told(document.uri).length === 0);
  await setting("enable", undefined, { languageId: "markdown" }, true);
  await until("it is told again", () => told(document.uri).length === 2);
});

test("an untitled document is checked, what is no file is not", async () => {
  const untitled = await vscode.workspace.openTextDocument({ language: "plaintext", content: "La prostitution est pénalisée ici.\n" });
  await until("it is checked", () => told(untitled.uri).length === 1);
  const page = await vscode.workspace.openTextDocument(vscode.Uri.parse("motjuste-page:/fr/none.md"));
  assert.deepEqual(told(page.uri), []);
});

test("an action writes motjuste.toml, keeps its comments and saves it", async () => {
  const before = "# ours\n\n[severity] # levels\n\"en/brothel\" = \"off\"\n";
  fs.writeFileSync(at("motjuste.toml").fsPath, before);
  const document = await shown("bilan.md", FRENCH, 2);
  const range = told(document.uri)[1].range;
  const actions = await vscode.commands.executeCommand(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    20,
  );
  const action = actions.find((a) => a.title === "Ignorer fr/prostitution dans ce projet");
  await vscode.workspace.applyEdit(action.edit);
  await vscode.commands.executeCommand(action.command.command, ...action.command.arguments);
  await until("it is saved", () => disk("motjuste.toml") === `${before}"fr/prostitution" = "off"\n`);
  await until("it counts", () => codes(document.uri).join() === "fr/prostituee");
  fs.writeFileSync(at("motjuste.toml").fsPath, "");
  await until("the file counts as it is", () => told(document.uri).length === 2);
});

test("mistakes in motjuste.toml are told there, and its keys complete", async () => {
  fs.writeFileSync(at("motjuste.toml").fsPath, "nams = []\n[severity]\n\n");
  const document = await vscode.workspace.openTextDocument(at("motjuste.toml"));
  await vscode.window.showTextDocument(document);
  const [mistake] = await until("the mistake is told", () => (told(document.uri).length > 0 ? told(document.uri) : undefined));
  assert.match(mistake.message, /did you mean "names"/);
  const list = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", document.uri, new vscode.Position(2, 0));
  assert.ok(list.items.some((i) => i.label === '"fr/prostitution"'), `${list.items.length} items`);
  fs.writeFileSync(at("motjuste.toml").fsPath, "");
  await until("it is gone", () => told(document.uri).length === 0);
});

test("an entry of a lexicon of one's own opens where it is written", async () => {
  const entry = [
    '[[entry]]\nid = "fr/maison"\nconcept = "workplace"\ndenotes = "place"\nkind = "style"\nseverity = "info"\nconfidence = "general"',
    'find = ["[bidule]"]\nsay = [{ text = "[lieu] de travail", fix = "auto" }]\nwhy = "Style maison."\nwhy_en = "House style."\n',
    '[[entry.change]]\nfrom = "Le bidule ouvre."\nto = "Le lieu de travail ouvre."\n',
    '[[entry.change]]\nfrom = "Les bidules ouvrent."\nto = "Les lieux de travail ouvrent."\n',
    '[[entry.silent]]\ntext = "Rien."\n',
    '[[entry.silent]]\ntext = "Rien non plus."\n',
  ].join("\n");
  fs.mkdirSync(at("mots/fr").fsPath, { recursive: true });
  fs.writeFileSync(at("mots/fr/maison.toml").fsPath, entry);
  fs.writeFileSync(at("motjuste.toml").fsPath, 'lexicons = ["mots/fr/maison.toml"]\n');
  const document = await shown("lieu.fr.md", "Bonjour.\n\nLe bidule ouvre à midi.\n", 1);
  assert.deepEqual(codes(document.uri), ["fr/maison"]);
  select(document, "bidule");
  await vscode.commands.executeCommand("motjuste.openEntry");
  await until("the lexicon is in front", () => vscode.window.activeTextEditor?.document.uri.path.endsWith("mots/fr/maison.toml"));
  fs.writeFileSync(at("motjuste.toml").fsPath, "");
});

test("a term is explained on a page", async () => {
  const document = await shown("bilan.md", FRENCH, 2);
  select(document, "prostitution");
  await vscode.commands.executeCommand("motjuste.explainTerm");
  await until("its page is in front", () => /prostitution\.md/.test(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? ""));
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
});

exports.run = async () => {
  let failed = 0;
  for (const [name, run] of tests) {
    const begun = Date.now();
    try {
      await run();
      report(`ok   ${((Date.now() - begun) / 1000).toFixed(1).padStart(5)} s  in the host: ${name}`);
    } catch (error) {
      failed++;
      report(`FAIL in the host: ${name}\n     ${String(error.stack ?? error).split("\n").slice(0, 8).join("\n     ")}`);
    }
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  if (failed > 0) {
    throw new Error(`${failed} of ${tests.length} failed`);
  }
};
