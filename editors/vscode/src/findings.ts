// The side view: all findings of the window, by concept or by document. Severity is told by a shape and by a word, never by
// colour alone.

import * as vscode from "vscode";
import { conceptName } from "./concepts";

export type Grouping = "concept" | "document";

interface Finding {
  uri: vscode.Uri;
  diagnostic: vscode.Diagnostic;
  concept: string;
  /** Nothing where it is no word of the text that was found. */
  entry?: string;
  /** The best replacement, where there is one. */
  say?: string;
}

type Node = { kind: "group"; key: string; label: string; uri?: vscode.Uri; findings: Finding[] } | { kind: "finding"; finding: Finding };

/** The server's diagnostics carry the entry and its concept. */
interface Data {
  entry?: string;
  concept?: string;
  fixes?: { title: string }[];
}

export function entryOf(diagnostic: vscode.Diagnostic): string | undefined {
  const { code } = diagnostic;
  const value = typeof code === "object" ? code.value : code;
  // `motjuste/…` stands for mistakes in comments that speak to the linter.
  return typeof value === "string" && value.includes("/") && !value.startsWith("motjuste/") ? value : undefined;
}

function all(): Finding[] {
  return vscode.languages.getDiagnostics().flatMap(([uri, diagnostics]) =>
    diagnostics.flatMap((diagnostic) => {
      if (diagnostic.source !== "motjuste") {
        return [];
      }
      const data = (diagnostic as vscode.Diagnostic & { data?: Data }).data;
      // What has no concept is about a comment that speaks to the linter, or about a configuration.
      const concept = data?.concept ? conceptName(data.concept) : vscode.l10n.t("comments and settings");
      return [{ uri, diagnostic, entry: entryOf(diagnostic), concept, say: data?.fixes?.[0]?.title }];
    }),
  );
}

function severityWord(severity: vscode.DiagnosticSeverity): string {
  switch (severity) {
    case vscode.DiagnosticSeverity.Error:
      return vscode.l10n.t("error");
    case vscode.DiagnosticSeverity.Warning:
      return vscode.l10n.t("warning");
    default:
      return vscode.l10n.t("suggestion");
  }
}

function icon(severity: vscode.DiagnosticSeverity): vscode.ThemeIcon {
  switch (severity) {
    case vscode.DiagnosticSeverity.Error:
      return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
    case vscode.DiagnosticSeverity.Warning:
      return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    default:
      return new vscode.ThemeIcon("info");
  }
}

/** The words that a message speaks of: what stands first in quotation marks, of any language. */
function quoted(message: string): string | undefined {
  return /^[“«"„]\s*(.+?)\s*[”»"“]/u.exec(message)?.[1];
}

export function counted(count: number): string {
  return count === 1 ? vscode.l10n.t("1 finding") : vscode.l10n.t("{0} findings", count);
}

export class Findings implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private grouping: Grouping;
  private readonly view: vscode.TreeView<Node>;
  private readonly registrations: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private groups: Node[] = [];

  constructor(private readonly context: vscode.ExtensionContext) {
    this.grouping = context.workspaceState.get<Grouping>("grouping", "concept");
    this.view = vscode.window.createTreeView("motjuste.findings", { treeDataProvider: this, showCollapseAll: true });
    this.registrations = [
      this.view,
      vscode.languages.onDidChangeDiagnostics(() => this.soon()),
      vscode.commands.registerCommand("motjuste.showFindings", () => this.show()),
      vscode.commands.registerCommand("motjuste.byDocument", () => this.group("document")),
      vscode.commands.registerCommand("motjuste.byConcept", () => this.group("concept")),
      vscode.commands.registerCommand("motjuste.explainItem", (node: Node) =>
        node.kind === "finding" && node.finding.entry ? vscode.commands.executeCommand("motjuste.explainTerm", node.finding.entry) : undefined,
      ),
    ];
    void this.group(this.grouping);
  }

  private async group(grouping: Grouping): Promise<void> {
    this.grouping = grouping;
    await vscode.commands.executeCommand("setContext", "motjuste.grouping", grouping);
    await this.context.workspaceState.update("grouping", grouping);
    this.refresh();
  }

  /** VS Code's own command leaves the keyboard nowhere when the view is opened for the first time: it has no rows yet. */
  private async show(): Promise<void> {
    await vscode.commands.executeCommand("motjuste.findings.focus");
    // No event tells when the rows are drawn; before, they cannot be revealed.
    for (let i = 0; i < 20; i++) {
      const [first] = this.groups;
      const isDone = await Promise.resolve(!first || this.view.reveal(first, { select: false, focus: true })).then(
        () => true,
        () => false,
      );
      if (isDone) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Typing changes diagnostics at every key; the tree follows a moment later. */
  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), 300);
  }

  private refresh(): void {
    const findings = all();
    const groups = new Map<string, Finding[]>();
    for (const finding of findings) {
      const key = this.grouping === "concept" ? finding.concept : finding.uri.toString();
      const group = groups.get(key);
      if (group) {
        group.push(finding);
      } else {
        groups.set(key, [finding]);
      }
    }
    this.groups = [...groups].map(([key, own]) => {
      const uri = this.grouping === "document" ? own[0]?.uri : undefined;
      const label = uri ? vscode.workspace.asRelativePath(uri) : key;
      own.sort((a, b) => a.uri.path.localeCompare(b.uri.path) || a.diagnostic.range.start.compareTo(b.diagnostic.range.start));
      return { kind: "group", key, label, uri, findings: own } as const;
    });
    this.groups.sort((a, b) => (a.kind === "group" && b.kind === "group" ? a.label.localeCompare(b.label) : 0));
    this.view.description = findings.length > 0 ? counted(findings.length) : undefined;
    this.changed.fire();
  }

  getChildren(node?: Node): Node[] {
    if (!node) {
      return this.groups;
    }
    return node.kind === "group" ? node.findings.map((finding) => ({ kind: "finding", finding })) : [];
  }

  getParent(node: Node): Node | undefined {
    return node.kind === "finding" ? this.groups.find((g) => g.kind === "group" && g.findings.includes(node.finding)) : undefined;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.kind === "group") {
      const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Expanded);
      item.id = `${this.grouping}:${node.key}`;
      // A file has its count from the editor's own decorations.
      item.description = node.uri ? undefined : String(node.findings.length);
      item.iconPath = node.uri ? vscode.ThemeIcon.File : new vscode.ThemeIcon("tag");
      item.resourceUri = node.uri;
      item.accessibilityInformation = { label: `${node.label}, ${counted(node.findings.length)}` };
      return item;
    }
    const { uri, diagnostic, entry, say } = node.finding;
    const line = diagnostic.range.start.line + 1;
    // A narrow view has room for the words and the place, hardly for the whole message; what comes last may be cut.
    const words = quoted(diagnostic.message);
    const item = new vscode.TreeItem(words && say ? words : diagnostic.message);
    const place = vscode.workspace.asRelativePath(uri);
    const short = this.grouping === "concept" ? `${place}:${line}` : vscode.l10n.t("line {0}", line);
    item.description = words && say ? `${short} → ${say}` : short;
    item.iconPath = icon(diagnostic.severity);
    item.contextValue = entry ? "finding" : "mistake";
    item.tooltip = `${[severityWord(diagnostic.severity), entry].filter(Boolean).join(" · ")}\n${diagnostic.message}\n${place}:${line}`;
    item.accessibilityInformation = {
      label: `${severityWord(diagnostic.severity)}: ${diagnostic.message}, ${place}, ${vscode.l10n.t("line {0}", line)}`,
    };
    item.command = { command: "vscode.open", title: "", arguments: [uri, { selection: diagnostic.range }] };
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.registrations.forEach((r) => r.dispose());
    this.changed.dispose();
  }
}
