// The extension: nothing is started before there is a text to read.

import * as vscode from "vscode";
import { Findings } from "./findings";
import { Menu } from "./menu";
import { Pages } from "./pages";
import { Previews } from "./preview";
import { Server } from "./server";
import * as settings from "./settings";
import { StatusBar } from "./status";
import { registerTexts } from "./texts";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const running = new Server(context);
  server = running;
  const previews = new Previews(running);
  context.subscriptions.push(
    running,
    previews,
    new StatusBar(running),
    new Findings(context),
    new Menu(running),
    new Pages(running),
    ...registerTexts(context, running, previews),
  );

  const startFor = (document: vscode.TextDocument) => {
    if (settings.isChecked(document)) {
      void running.start();
    }
  };
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      // The folder may name a program of its own, which counts from now on.
      if (vscode.workspace.getConfiguration("motjuste").inspect("path")?.workspaceValue) {
        void running.restart();
      }
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const changed = (key: string) => event.affectsConfiguration(`motjuste.${key}`);
      if (changed("path") || changed("files")) {
        void running.stop().then(() => vscode.workspace.textDocuments.forEach(startFor));
      } else if (changed("enable") || changed("wholeFolder")) {
        vscode.workspace.textDocuments.forEach(startFor);
        running.refresh();
        // What is not open is told anew, too.
        if (running.isRunning) {
          void running.command("reload").catch(() => undefined);
        }
      }
    }),
  );
  vscode.workspace.textDocuments.forEach(startFor);
  // A folder that has a configuration is one whose texts are checked.
  void vscode.workspace.findFiles("motjuste.toml", undefined, 1).then(([found]) => found && running.start());
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
