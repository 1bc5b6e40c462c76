// The status bar item: language, style and number of findings of the document in front. Its menu is menu.ts.

import * as vscode from "vscode";
import { counted } from "./findings";
import { languageName } from "./menu";
import type { Server, Status } from "./server";
import * as settings from "./settings";

export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly registrations: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;

  constructor(private readonly server: Server) {
    this.item = vscode.window.createStatusBarItem("motjuste.status", vscode.StatusBarAlignment.Right, 90);
    this.item.name = "motjuste";
    this.item.command = "motjuste.menu";
    const soon = () => this.soon();
    this.registrations = [
      this.item,
      server.onChange(soon),
      vscode.window.onDidChangeActiveTextEditor(soon),
      vscode.languages.onDidChangeDiagnostics((event) => {
        const uri = vscode.window.activeTextEditor?.document.uri.toString();
        if (event.uris.some((changed) => changed.toString() === uri)) {
          this.soon();
        }
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("motjuste")) {
          this.soon();
        }
      }),
    ];
    this.soon();
  }

  soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), 150);
  }

  private async refresh(): Promise<void> {
    const asked = ++this.asked;
    const document = vscode.window.activeTextEditor?.document;
    const isText = !!document && ["file", "untitled"].includes(document.uri.scheme) && settings.files().includes(document.languageId);
    const isChecked = isText && settings.isOn(document);
    await vscode.commands.executeCommand("setContext", "motjuste.checked", isChecked && this.server.isRunning);
    if (!isText) {
      this.item.hide();
      return;
    }
    if (this.server.problem || this.server.isGone) {
      const label = vscode.l10n.t("motjuste does not run");
      this.show("$(alert) motjuste", this.server.problem ?? label, label);
      return;
    }
    if (!isChecked) {
      const off = vscode.l10n.t("motjuste is switched off for this document");
      this.show("$(circle-slash) motjuste", off, off);
      return;
    }
    if (!this.server.isRunning) {
      const starting = vscode.l10n.t("motjuste is starting");
      this.show("$(loading~spin) motjuste", starting, starting);
      return;
    }
    const status = await this.server.status(document).catch(() => undefined);
    // A later question was asked meanwhile.
    if (asked === this.asked) {
      this.tell(status);
    }
  }

  private tell(status: Status | undefined): void {
    if (status && !status.format) {
      // Of the many files that are XML, few are texts.
      this.item.hide();
      return;
    }
    if (!status?.checked) {
      const left = vscode.l10n.t("motjuste leaves this document alone");
      this.show("$(book) motjuste", left, left);
      return;
    }
    const count = status.errors + status.warnings + status.infos;
    const language = status.language ?? vscode.l10n.t("language unknown");
    const words = [language, status.style, counted(count)].filter((w): w is string => !!w);
    const tooltip = new vscode.MarkdownString(undefined, true);
    const line = (icon: string, text: string) => tooltip.appendMarkdown(`$(${icon}) ${escape(text)}  \n`);
    line("globe", vscode.l10n.t("Language: {0}", languageName(status.language) ?? language));
    if (status.style) {
      line("edit", vscode.l10n.t("Words for people: {0}", status.style));
    }
    line("error", vscode.l10n.t("Errors: {0}", status.errors));
    line("warning", vscode.l10n.t("Warnings: {0}", status.warnings));
    line("info", vscode.l10n.t("Suggestions: {0}", status.infos));
    line("wrench", vscode.l10n.t("Can be fixed safely: {0}", status.safe));
    line("eye-closed", vscode.l10n.t("Let pass: {0}", status.exempt));
    for (const problem of status.problems) {
      line("alert", problem);
    }
    const icon = status.problems.length > 0 ? "alert" : count > 0 ? "book" : "check";
    this.show(`$(${icon}) ${words.join(" · ")}`, tooltip, `motjuste: ${words.join(", ")}`);
  }

  private show(text: string, tooltip: string | vscode.MarkdownString, label: string): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label, role: "button" };
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.registrations.forEach((r) => r.dispose());
  }
}

function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>$]/g, "\\$&");
}
