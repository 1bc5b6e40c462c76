// What is done with whole texts: fixing, converting, names, what was let pass, the folder, the sample.

import * as vscode from "vscode";
import type { WorkspaceEdit as ProtocolEdit } from "vscode-languageclient/node";
import { configure, openConfiguration, save } from "./configuration";
import { counted } from "./findings";
import { type Previews, spliced } from "./preview";
import type { Server } from "./server";
import * as settings from "./settings";

/** `motjuste.showExempted` of the server. */
interface Passed {
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  text: string;
  entry: string;
  reason: string | null;
}

/** `motjuste.convertStyle` of the server. */
interface Converted {
  edit: ProtocolEdit | null;
  left: { text: string }[];
}

/** `motjuste.checkWorkspace` of the server. */
interface Checked {
  summary: { files: number; filesWithFindings: number; errors: number; warnings: number; infos: number };
  unread: string[];
}

export function registerTexts(context: vscode.ExtensionContext, server: Server, previews: Previews): vscode.Disposable[] {
  const register = (id: string, run: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(`motjuste.${id}`, run as (...args: unknown[]) => unknown);
  return [
    register("fixDocument", () => fixDocument(server)),
    register("convert", () => convert(server, previews)),
    register("protectName", () => protectName(server)),
    register("showPassed", () => showPassed(server)),
    register("checkFolder", () => checkFolder(server)),
    register("openConfiguration", () => openConfiguration(server)),
    register("saveConfiguration", (...files: vscode.Uri[]) => save(files)),
    register("openSample", () => openSample(context)),
    register("restart", () => server.restart()),
    register("showLog", () => server.log.show()),
  ];
}

function inFront(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor && settings.isChecked(editor.document)) {
    return editor;
  }
  void vscode.window.showInformationMessage(vscode.l10n.t("Open a text that motjuste reads first."));
  return undefined;
}

async function fixDocument(server: Server): Promise<void> {
  const editor = inFront();
  if (!editor) {
    return;
  }
  const { document } = editor;
  const { version } = document;
  const before = await server.status(document);
  const answer = before?.safe
    ? await server.command<{ edit: ProtocolEdit | null }>("fixAll", server.uri(document), { apply: false })
    : undefined;
  const edit = answer?.edit && (await server.edit(answer.edit));
  if (!before || !edit) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing in this document can be fixed without a person."));
    return;
  }
  if (document.version !== version || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage(vscode.l10n.t("The text has changed meanwhile; try again."));
    return;
  }
  const after = await server.status(document);
  const left = after ? after.errors + after.warnings + after.infos : 0;
  const fixed = before.errors + before.warnings + before.infos - left;
  // A message is read out by screen readers, unlike what changes in the status bar.
  void vscode.window.showInformationMessage(vscode.l10n.t("motjuste: {0} fixed, {1} left for you to decide", fixed, left));
}

async function convert(server: Server, previews: Previews): Promise<void> {
  const editor = inFront();
  if (!editor) {
    return;
  }
  const { document } = editor;
  const { version } = document;
  const conversions = (await server.status(document))?.conversions ?? [];
  if (conversions.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Inclusive writing is converted in French and Spanish texts."));
    return;
  }
  const to = await vscode.window.showQuickPick(conversions, {
    title: vscode.l10n.t("Convert inclusive writing…"),
    placeHolder: vscode.l10n.t("The style to write; you will see every change first"),
  });
  if (!to) {
    return;
  }
  const answer = await server.command<Converted | null>("convertStyle", server.uri(document), { to, apply: false });
  const edit = answer?.edit && (await server.edit(answer.edit));
  if (!edit) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing had to be converted."));
    return;
  }
  const edits = edit.get(document.uri);
  const before = document.getText();
  if (answer.left.length > 0) {
    const words = [...new Set(answer.left.map((l) => l.text))].slice(0, 10).join(", ");
    void vscode.window.showWarningMessage(vscode.l10n.t("These have no clean form in this style and are left: {0}", words));
  }
  await previews.compare(document, version, { title: to, edits, before, after: spliced(document, edits) });
}

async function protectName(server: Server): Promise<void> {
  const editor = inFront();
  if (!editor) {
    return;
  }
  const { document, selection } = editor;
  const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t("Add to protected names"),
    prompt: vscode.l10n.t("The whole name of a law, an organisation or a title; it keeps its words everywhere in this folder"),
    value: range ? document.getText(range).replace(/\s+/g, " ").trim() : "",
    validateInput: (value) => (value.trim() ? undefined : vscode.l10n.t("A name has to be written here.")),
  });
  if (name && (await configure(server, document, { name: { name: name.trim() } }, "project"))) {
    void vscode.window.showInformationMessage(vscode.l10n.t("“{0}” is protected now (motjuste.toml).", name.trim()));
  }
}

async function showPassed(server: Server): Promise<void> {
  const editor = inFront();
  if (!editor) {
    return;
  }
  const { document } = editor;
  const passed = (await server.command<Passed[]>("showExempted", server.uri(document))) ?? [];
  if (passed.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing was let pass in this document."));
    return;
  }
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { range: vscode.Range }>();
  pick.title = vscode.l10n.t("Words that were found and let pass, with the reason");
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = passed.map((p) => ({
    label: p.text.replace(/\s+/g, " "),
    description: `${vscode.l10n.t("line {0}", p.range.start.line + 1)} · ${p.entry}`,
    detail: p.reason ?? undefined,
    range: new vscode.Range(p.range.start.line, p.range.start.character, p.range.end.line, p.range.end.character),
  }));
  const show = (range: vscode.Range) => {
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };
  pick.onDidChangeActive(([item]) => item && show(item.range));
  pick.onDidAccept(() => pick.hide());
  pick.onDidHide(() => pick.dispose());
  pick.show();
}

async function checkFolder(server: Server): Promise<void> {
  if (!vscode.workspace.workspaceFolders) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder first."));
    return;
  }
  settings.askForFolder();
  const checked = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("motjuste: checking the folder"),
      cancellable: true,
    },
    async (progress, cancellation) => {
      try {
        return await server.checkFolder<Checked>(cancellation, (count) =>
          progress.report({ message: vscode.l10n.t("{0} files", count) }),
        );
      } catch (error) {
        if (!cancellation.isCancellationRequested) {
          void vscode.window.showErrorMessage(vscode.l10n.t("The folder could not be checked: {0}", String(error)));
        }
        return undefined;
      }
    },
  );
  if (!checked) {
    return;
  }
  const { files, filesWithFindings, errors, warnings, infos } = checked.summary;
  checked.unread.forEach((line) => server.log.warn(line));
  await vscode.commands.executeCommand("motjuste.showFindings");
  const t = vscode.l10n.t;
  const counts = t("{0} errors, {1} warnings, {2} suggestions", errors, warnings, infos);
  const found = counted(errors + warnings + infos);
  const unread = checked.unread.length > 0 ? ` ${t("{0} files could not be read; the log names them.", checked.unread.length)}` : "";
  const report = t("Open the report");
  const told = t("{0} in {1} of {2} files ({3}).", found, filesWithFindings, files, counts);
  // Not awaited: the message may stand for long.
  void vscode.window.showInformationMessage(told + unread, report).then((chosen) => {
    if (chosen === report) {
      void vscode.commands.executeCommand("motjuste.report");
    }
  });
}

/** A text to try everything on, in the language of the editor where there is one. */
async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const { language } = vscode.env;
  const traditional = /^zh-(tw|hk|mo|hant)/i.test(language);
  const base = language.split("-")[0] ?? "en";
  const name = traditional ? "zh-Hant" : base === "zh" ? "zh-Hans" : ["es", "fr", "ru"].includes(base) ? base : "en";
  const uri = vscode.Uri.joinPath(context.extensionUri, "samples", `${name}.md`);
  const content = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString("utf8");
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
}
