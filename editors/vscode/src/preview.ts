// The sentence before and after a fix, in VS Code's own diff editor: it follows the theme, works with the keyboard, and has
// a view of its own for screen readers.

import * as vscode from "vscode";
import type { Server } from "./server";

export const SCHEME = "motjuste.showSentence";

/** A change that can be shown. */
interface Candidate {
  title: string;
  before: string;
  after: string;
  edits: vscode.TextEdit[];
}

interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** `motjuste.preview` of the server, as far as it is used here. */
interface Preview {
  fixes: { title: string; note?: string; before: string; after: string; edits: { range: Range; newText: string }[] }[];
}

interface Shown {
  uri: vscode.Uri;
  version: number;
  edits: vscode.TextEdit[];
}

/** Whether an action rewrites more of a sentence than the words that were found, so that one wants to see it first. */
export function offersPreview(document: vscode.TextDocument, action: vscode.CodeAction | vscode.Command): boolean {
  if (!(action instanceof vscode.CodeAction) || !action.diagnostics?.length || !action.edit) {
    return false;
  }
  const edits = action.edit.get(document.uri);
  const found = action.diagnostics.map((d) => d.range);
  return edits.length > 1 || edits.some((edit) => !found.some((range) => range.contains(edit.range)));
}

export function previewAction(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction {
  const title = vscode.l10n.t("See the sentence before and after…");
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: "motjuste.showSentence", title, arguments: [document.uri, range] };
  return action;
}

/** The text of a document with edits applied. */
export function spliced(document: vscode.TextDocument, edits: vscode.TextEdit[]): string {
  const text = document.getText();
  let out = "";
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.range.start.compareTo(b.range.start))) {
    out += text.slice(at, document.offsetAt(edit.range.start)) + edit.newText;
    at = document.offsetAt(edit.range.end);
  }
  return out + text.slice(at);
}

function rangeOf({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export class Previews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private shown: Shown | undefined;
  private count = 0;
  private readonly registrations: vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.registrations = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.window.tabGroups.onDidChangeTabs(() => this.tellContext()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.tellContext()),
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
      vscode.commands.registerCommand("motjuste.showSentence", (uri?: vscode.Uri, range?: vscode.Range) => this.ask(uri, range)),
      vscode.commands.registerCommand("motjuste.acceptPreview", () => this.accept()),
      vscode.commands.registerCommand("motjuste.closePreview", () => this.close()),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** Shows what a fix at a place makes of its sentence; of several, the person chooses one. Without a place, at the cursor. */
  private async ask(uri?: vscode.Uri, range?: vscode.Range): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const document = uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : editor?.document;
    const place = range ?? editor?.selection;
    if (!document || !place) {
      return;
    }
    const { version } = document;
    const wanted = { start: place.start, end: place.end };
    const found = (await this.server.command<Preview[]>("preview", this.server.uri(document), wanted)) ?? [];
    const items = found
      .flatMap((finding) => finding.fixes)
      .map(({ title, note, before, after, edits }) => ({
        label: title,
        description: note,
        detail: after.replace(/\s+/g, " ").trim(),
        candidate: { title, before, after, edits: edits.map((e) => vscode.TextEdit.replace(rangeOf(e.range), e.newText)) },
      }));
    const [only] = items;
    if (!only) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There is nothing to replace here."));
      return;
    }
    const chosen =
      items.length === 1
        ? only
        : await vscode.window.showQuickPick(items, {
            title: vscode.l10n.t("Which replacement?"),
            placeHolder: vscode.l10n.t("Below each one, the sentence as it would read"),
          });
    if (chosen) {
      await this.compare(document, version, chosen.candidate);
    }
  }

  /** Shows a text before and after edits of a document, to be accepted or left. */
  async compare(document: vscode.TextDocument, version: number, candidate: Candidate): Promise<void> {
    if (document.version !== version) {
      this.tellChanged();
      return;
    }
    const { title, before, after, edits } = candidate;
    const number = ++this.count;
    const make = (name: string, text: string) => {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${number}/${name}.md` });
      this.texts.set(uri.toString(), `${text.trim()}\n`);
      return uri;
    };
    const [left, right] = [make(vscode.l10n.t("before"), before), make(vscode.l10n.t("after"), after)];
    const shown = { uri: document.uri, version, edits };
    this.shown = shown;
    await vscode.commands.executeCommand("vscode.diff", left, right, vscode.l10n.t("Before and after: {0}", title), { preview: true });
    // The buttons of the title bar are small; a question is seen, and read out.
    const [replace, leave] = [vscode.l10n.t("Replace"), vscode.l10n.t("Leave as It Is")];
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t("Replace it in the text?"), replace, leave);
    if (this.shown === shown && answer) {
      await (answer === replace ? this.accept() : this.close());
    }
  }

  /** Whether the tab in front is a preview: the context of its buttons and keys. */
  private tellContext(): void {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const isPreview = input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME;
    void vscode.commands.executeCommand("setContext", "motjuste.previewing", isPreview);
  }

  private async accept(): Promise<void> {
    const shown = this.shown;
    if (!shown) {
      return;
    }
    const document = await vscode.workspace.openTextDocument(shown.uri);
    await this.close();
    if (document.version !== shown.version) {
      this.tellChanged();
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.set(shown.uri, shown.edits);
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(document);
  }

  private async close(): Promise<void> {
    this.shown = undefined;
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter((t) => t.input instanceof vscode.TabInputTextDiff && t.input.modified.scheme === SCHEME);
    await vscode.window.tabGroups.close(own);
  }

  private tellChanged(): void {
    void vscode.window.showWarningMessage(vscode.l10n.t("The text has changed meanwhile; ask for the preview again."));
  }

  dispose(): void {
    this.registrations.forEach((r) => r.dispose());
  }
}
