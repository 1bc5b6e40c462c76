// The sentence before and after a fix, side by side in VS Code's own diff editor: it follows the theme, works with the
// keyboard, and has a view of its own for screen readers.

import * as vscode from "vscode";

export const SCHEME = "motjuste-preview";

/** A fix that can be shown: what travels as an argument of a command. */
interface Candidate {
  title: string;
  edits: vscode.TextEdit[];
}

interface Shown {
  uri: vscode.Uri;
  version: number;
  edits: vscode.TextEdit[];
}

function editsOf(document: vscode.TextDocument, action: vscode.CodeAction | vscode.Command): vscode.TextEdit[] {
  const edit = "edit" in action ? action.edit : undefined;
  const entries = edit?.entries() ?? [];
  const [only] = entries;
  return entries.length === 1 && only && only[0].toString() === document.uri.toString() ? only[1] : [];
}

/** Whether an action rewrites more of a sentence than the words that were found, so that one wants to see it first. */
export function offersPreview(document: vscode.TextDocument, action: vscode.CodeAction | vscode.Command): boolean {
  if (!(action instanceof vscode.CodeAction) || !action.diagnostics?.length) {
    return false;
  }
  const edits = editsOf(document, action);
  const found = action.diagnostics.map((d) => d.range);
  return edits.length > 1 || edits.some((edit) => !found.some((range) => range.contains(edit.range)));
}

export function previewAction(document: vscode.TextDocument, fixes: vscode.CodeAction[]): vscode.CodeAction {
  const title = vscode.l10n.t("See the sentence before and after…");
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const candidates: Candidate[] = fixes.map((fix) => ({ title: fix.title, edits: editsOf(document, fix) }));
  action.command = { command: "motjuste.showPreview", title, arguments: [document.uri, document.version, candidates] };
  return action;
}

/** The sentences that edits touch, as offsets (UTF-16 code units): no further than the paragraph. */
function sentences(document: vscode.TextDocument, edits: vscode.TextEdit[]): [number, number] {
  const text = document.getText();
  const from = Math.min(...edits.map((e) => document.offsetAt(e.range.start)));
  const to = Math.max(...edits.map((e) => document.offsetAt(e.range.end)));
  const blank = /\r?\n[^\S\n]*\r?\n/g;
  let start = 0;
  let end = text.length;
  for (const match of text.matchAll(blank)) {
    if (match.index + match[0].length <= from) {
      start = match.index + match[0].length;
    } else if (match.index >= to) {
      end = match.index;
      break;
    }
  }
  const paragraph = text.slice(start, end);
  let first = start;
  let last = end;
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(paragraph)) {
    if (start + index <= from) {
      first = start + index;
    }
    if (start + index + segment.length >= to) {
      last = start + index + segment.length;
      break;
    }
  }
  return [first, last];
}

/** The text of a document from one offset to another with edits applied. */
export function spliced(document: vscode.TextDocument, edits: vscode.TextEdit[], from: number, to: number): string {
  const text = document.getText();
  let out = "";
  let at = from;
  for (const edit of [...edits].sort((a, b) => a.range.start.compareTo(b.range.start))) {
    out += text.slice(at, document.offsetAt(edit.range.start)) + edit.newText;
    at = document.offsetAt(edit.range.end);
  }
  return out + text.slice(at, to);
}

export class Previews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private shown: Shown | undefined;
  private count = 0;
  private readonly registrations: vscode.Disposable[];

  constructor() {
    this.registrations = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
      vscode.commands.registerCommand("motjuste.showPreview", (uri: vscode.Uri, version: number, candidates: Candidate[]) =>
        this.choose(uri, version, candidates),
      ),
      vscode.commands.registerCommand("motjuste.preview", () => this.atCursor()),
      vscode.commands.registerCommand("motjuste.acceptPreview", () => this.accept()),
      vscode.commands.registerCommand("motjuste.closePreview", () => this.close()),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** All fixes at the cursor, whether or not they reach beyond their words. */
  private async atCursor(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      return;
    }
    const { document, selection } = editor;
    const kind = vscode.CodeActionKind.QuickFix.value;
    const actions = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      selection,
      kind,
    );
    const candidates = actions
      .filter((a): a is vscode.CodeAction => "diagnostics" in a && !!a.diagnostics?.some((d) => d.source === "motjuste"))
      .map((a) => ({ title: a.title, edits: editsOf(document, a) }))
      .filter((c) => c.edits.length > 0);
    if (candidates.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t("There is nothing to replace here."));
      return;
    }
    await this.choose(document.uri, document.version, candidates);
  }

  private async choose(uri: vscode.Uri, version: number, candidates: Candidate[]): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const items = candidates.map((candidate) => {
      const [from, to] = sentences(document, candidate.edits);
      return { label: candidate.title, detail: spliced(document, candidate.edits, from, to).replace(/\s+/g, " ").trim(), candidate };
    });
    const [only] = items;
    const chosen =
      items.length === 1
        ? only
        : await vscode.window.showQuickPick(items, {
            title: vscode.l10n.t("Which replacement?"),
            placeHolder: vscode.l10n.t("Below each one, the sentence as it would read"),
          });
    if (chosen) {
      await this.show(document, version, chosen.candidate);
    }
  }

  private async show(document: vscode.TextDocument, version: number, candidate: Candidate): Promise<void> {
    const [from, to] = sentences(document, candidate.edits);
    await this.compare(document, version, candidate, from, to);
  }

  /** Shows what edits make of a document, or of a piece of it (UTF-16 code units), to be accepted or closed. */
  async compare(
    document: vscode.TextDocument,
    version: number,
    { title, edits }: Candidate,
    from = 0,
    to = document.getText().length,
  ): Promise<void> {
    if (document.version !== version) {
      this.tellChanged();
      return;
    }
    const number = ++this.count;
    const make = (name: string, text: string) => {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${number}/${name}.md` });
      this.texts.set(uri.toString(), `${text.trim()}\n`);
      return uri;
    };
    const before = make(vscode.l10n.t("before"), spliced(document, [], from, to));
    const after = make(vscode.l10n.t("after"), spliced(document, edits, from, to));
    this.shown = { uri: document.uri, version, edits };
    await vscode.commands.executeCommand("vscode.diff", before, after, vscode.l10n.t("Before and after: {0}", title), { preview: true });
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
