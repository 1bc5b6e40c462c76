// What stands between the editor and the server: the off switch, what a choice in a menu does besides, previews.

import * as vscode from "vscode";
import { type Middleware, vsdiag } from "vscode-languageclient/node";
import { entryOf } from "./findings";
import { pageOf } from "./pages";
import { offersPreview, previewAction } from "./preview";
import * as settings from "./settings";

const FULL: vsdiag.DocumentDiagnosticReportKind.full = vsdiag.DocumentDiagnosticReportKind.full;
const CONFIGURATION = "motjuste.toml";

function isOn(document: vscode.TextDocument): boolean {
  return document.uri.path.endsWith(`/${CONFIGURATION}`) || settings.isOn(document);
}

/** Whether an edit writes motjuste.toml, which counts once it is saved. */
function configurations(edit: vscode.WorkspaceEdit | undefined): vscode.Uri[] {
  return (edit?.entries() ?? []).map(([uri]) => uri).filter((uri) => uri.path.endsWith(`/${CONFIGURATION}`));
}

/** VS Code shows the message of a finding above every hover; the page need not begin with it once more. */
function withoutHeadline(document: vscode.TextDocument, hover: vscode.Hover): vscode.Hover {
  const { range } = hover;
  const isFound = vscode.languages.getDiagnostics(document.uri).some((d) => d.source === "motjuste" && range?.isEqual(d.range));
  if (isFound) {
    for (const content of hover.contents) {
      if (content instanceof vscode.MarkdownString) {
        content.value = content.value.replace(/^\*\*.*\*\*\n+/, "");
      }
    }
  }
  return hover;
}

/** The code of a finding leads to the page of its entry; the sources are named there. */
function leadToPage(diagnostic: vscode.Diagnostic): void {
  const entry = diagnostic.source === "motjuste" && entryOf(diagnostic);
  if (entry) {
    diagnostic.code = { value: entry, target: pageOf(entry) };
  }
}

export function middleware(): Middleware {
  return {
    provideDiagnostics: async (document, previousResultId, token, next) => {
      if (document instanceof vscode.Uri ? !settings.isOn(document) : !isOn(document)) {
        return { kind: FULL, items: [] };
      }
      const report = await next(document, previousResultId, token);
      if (report?.kind === FULL) {
        report.items.forEach(leadToPage);
      }
      return report;
    },
    provideWorkspaceDiagnostics: async (resultIds, token, resultReporter, next) => {
      const isWanted = (uri: vscode.Uri) => settings.wholeFolder() && settings.isOn(uri);
      if (!settings.wholeFolder()) {
        // What was told before it was switched off must not stay on the screen.
        const items = resultIds.map(({ uri }): vsdiag.WorkspaceDocumentDiagnosticReport => ({ kind: FULL, uri, version: null, items: [] }));
        resultReporter({ items });
        return { items: [] };
      }
      // The server answers when there is news. When something is switched on or off, it is asked to tell all anew.
      return next(resultIds, token, (chunk) => {
        for (const item of chunk?.items ?? []) {
          if (item.kind === FULL) {
            item.items = isWanted(item.uri) ? item.items : [];
            item.items.forEach(leadToPage);
          }
        }
        resultReporter(chunk);
      });
    },
    provideHover: async (document, position, token, next) => {
      const hover = isOn(document) ? await next(document, position, token) : undefined;
      return hover && withoutHeadline(document, hover);
    },
    provideCompletionItem: (document, position, context, token, next) =>
      isOn(document) ? next(document, position, context, token) : undefined,
    provideCodeActions: async (document, range, context, token, next) => {
      if (!isOn(document)) {
        return [];
      }
      const actions = (await next(document, range, context, token)) ?? [];
      // Behind the last replacement, before what silences the finding.
      const last = actions.findLastIndex((action) => offersPreview(document, action));
      return last < 0 ? actions : actions.toSpliced(last + 1, 0, previewAction(document, range));
    },
    resolveCodeAction: async (action, token, next) => {
      const resolved = await next(action, token);
      const written = configurations(resolved?.edit);
      if (resolved && written.length > 0 && !resolved.command) {
        resolved.command = { command: "motjuste.saveConfiguration", title: "", arguments: written };
      }
      return resolved;
    },
    workspace: {
      // `text` is the extension's word for what the server knows as no locale at all.
      configuration: async (params) => params.items.map(() => settings.forServer()),
    },
  };
}
