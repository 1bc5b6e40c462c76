// Pages to read: why a word is found, its lexicon entry with all forms, the report.

import { dirname } from "node:path";
import * as vscode from "vscode";
import { entryOf } from "./findings";
import { run } from "./run";
import type { Server } from "./server";
import * as settings from "./settings";

const SCHEME = "motjuste-page";

/** The page of an entry; the manifest has VS Code show it formatted. */
export function pageOf(entry: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${entry}.md` });
}

/** `motjuste.explain` of the server. */
interface Explanation {
  entry: string;
  markdown: string;
  /** From 1, in the file of `uri`: a lexicon of the writer's own. */
  line: number | null;
  uri: string | null;
}

export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registrations: vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.registrations = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
      vscode.commands.registerCommand("motjuste.explainTerm", (entry?: unknown) => this.explain(entry)),
      vscode.commands.registerCommand("motjuste.openEntry", (entry?: unknown) => this.openEntry(entry)),
      vscode.commands.registerCommand("motjuste.report", () => this.report()),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const known = this.texts.get(uri.toString());
    const [, entry] = /^\/([a-z]{2}\/[\w-]+)\.md$/.exec(uri.path) ?? [];
    // The code of a finding leads here.
    return known ?? (entry ? (await this.explanation(entry))?.markdown : undefined) ?? "";
  }

  private page(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${path}` });
    this.texts.set(uri.toString(), text);
    return uri;
  }

  /** What an argument, the cursor or the person names: an entry or a term. */
  private async wanted(argument: unknown, title: string): Promise<string | undefined> {
    if (typeof argument === "string") {
      return argument;
    }
    const editor = vscode.window.activeTextEditor;
    if (editor) {
      const { document, selection } = editor;
      const here = vscode.languages
        .getDiagnostics(document.uri)
        .find((d) => d.source === "motjuste" && d.range.intersection(selection) && entryOf(d));
      const entry = here && entryOf(here);
      if (entry) {
        return entry;
      }
      const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
      if (range) {
        return document.getText(range);
      }
    }
    return vscode.window.showInputBox({ title, prompt: vscode.l10n.t("A term, or the code of an entry such as fr/prostitution") });
  }

  private async explain(argument: unknown): Promise<void> {
    const term = await this.wanted(argument, vscode.l10n.t("Explain a term"));
    if (!term) {
      return;
    }
    const entry = await this.explanation(term);
    if (entry) {
      await vscode.commands.executeCommand("markdown.showPreview", this.page(`${entry.entry}.md`, entry.markdown));
    }
  }

  /** Opens an entry in the writer's own lexicon where it stands there, else shows all that the built-in one says. */
  private async openEntry(argument: unknown): Promise<void> {
    const term = await this.wanted(argument, vscode.l10n.t("Open a lexicon entry"));
    const entry = term && (await this.explanation(term));
    if (!entry) {
      return;
    }
    if (entry.uri) {
      const place = new vscode.Position(Math.max(0, (entry.line ?? 1) - 1), 0);
      await vscode.window.showTextDocument(vscode.Uri.parse(entry.uri), { selection: new vscode.Range(place, place) });
      return;
    }
    const text = await this.ask(["lexicon", "show", "--", entry.entry], entry.entry);
    if (text) {
      await vscode.window.showTextDocument(this.page(`${entry.entry}.txt`, text), { preview: true });
    }
  }

  /** The page of an entry; of a term, that of the entry that finds it. */
  private async explanation(term: string): Promise<Explanation | undefined> {
    let code = term;
    if (!/^[a-z]{2}\/[\w-]+$/.test(term)) {
      const found = await this.ask(["explain", "--", term], term);
      code = found?.split(/\r?\n/, 1)[0] ?? "";
    }
    if (!code) {
      return undefined;
    }
    const document = vscode.window.activeTextEditor?.document;
    const more = document && settings.isChecked(document) ? [this.server.uri(document)] : [];
    return this.server.command<Explanation>("explain", code, ...more).catch((error: unknown) => {
      void vscode.window.showInformationMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    });
  }

  private async ask(args: string[], term: string): Promise<string | undefined> {
    const program = this.server.binary;
    if (!program) {
      await this.server.start();
      return undefined;
    }
    const document = vscode.window.activeTextEditor?.document;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const cwd = document?.uri.scheme === "file" ? dirname(document.uri.fsPath) : folder;
    try {
      return await run(program, args, { cwd });
    } catch (error) {
      this.server.log.warn(`${args.join(" ")}: ${String(error)}`);
      void vscode.window.showInformationMessage(vscode.l10n.t("The lexicon has nothing about “{0}”.", term));
      return undefined;
    }
  }

  /** One page about all folders, or about the document where no folder is open. */
  private async report(): Promise<void> {
    const program = this.server.binary;
    const folders = vscode.workspace.workspaceFolders?.map((f) => f.uri.fsPath) ?? [];
    const document = vscode.window.activeTextEditor?.document;
    const paths = folders.length > 0 ? folders : document?.uri.scheme === "file" ? [document.uri.fsPath] : [];
    const [first] = paths;
    if (!program || !first) {
      void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder or a saved document first."));
      return;
    }
    const title = vscode.l10n.t("motjuste: making the report");
    const location = vscode.ProgressLocation.Notification;
    const html = await vscode.window.withProgress({ location, title, cancellable: true }, async (_, cancellation) => {
      const abort = new AbortController();
      cancellation.onCancellationRequested(() => abort.abort());
      try {
        const locale = vscode.env.language.split("-")[0] ?? "en";
        const known = ["en", "es", "fr", "ru", "zh"].includes(locale) ? ["--locale", locale] : [];
        const cwd = folders.length > 0 ? first : dirname(first);
        // Status 1 means that there are findings, 2 that a file could not be read, which the report says.
        return await run(program, ["check", "--format", "html", ...known, "--", ...paths], {
          cwd,
          expected: [0, 1, 2],
          signal: abort.signal,
        });
      } catch (error) {
        if (!cancellation.isCancellationRequested) {
          void vscode.window.showErrorMessage(vscode.l10n.t("The report could not be made: {0}", String(error)));
        }
        return undefined;
      }
    });
    if (html) {
      const panel = vscode.window.createWebviewPanel("motjuste.report", vscode.l10n.t("Report"), vscode.ViewColumn.Active, {
        enableScripts: false,
        enableFindWidget: true,
        localResourceRoots: [],
      });
      panel.webview.html = themed(html);
    }
  }

  dispose(): void {
    this.registrations.forEach((r) => r.dispose());
  }
}

/** The report in the colours of the theme, high contrast included; nothing is loaded and nothing runs. */
function themed(html: string): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;
  const colours = `<style>
:root, body { --paper: var(--vscode-editor-background); --ink: var(--vscode-editor-foreground);
  --soft: var(--vscode-descriptionForeground); --line: var(--vscode-panel-border, var(--vscode-contrastBorder));
  --card: var(--vscode-editorWidget-background); --accent: var(--vscode-textLink-foreground);
  --error: var(--vscode-editorError-foreground); --warning: var(--vscode-editorWarning-foreground);
  --info: var(--vscode-editorInfo-foreground); --error-back: var(--vscode-editorWidget-background);
  --warning-back: var(--vscode-editorWidget-background); --info-back: var(--vscode-editorWidget-background);
  --good-back: var(--vscode-editorWidget-background); }
body { padding: 0 !important; }
th { overflow-wrap: normal !important; }
td.bar { width: 12% !important; }
</style>`;
  return html.replace("<head>", `<head>${policy}`).replace("</head>", `${colours}</head>`);
}
