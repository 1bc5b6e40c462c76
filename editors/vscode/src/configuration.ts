// What is chosen in menus is written into motjuste.toml: it belongs to the texts, is shared with everybody who works on
// them, and the command line obeys it, too.

import * as vscode from "vscode";
import type { WorkspaceEdit as ProtocolEdit } from "vscode-languageclient/node";
import { run } from "./run";
import type { Server } from "./server";

/** `motjuste.choices` of the server. */
export interface Choices {
  languages: string[];
  /** By language, the default first. */
  styles: Record<string, string[]>;
  packs: { name: string; on: boolean }[];
  configuration: string | null;
}

/** What `motjuste.configure` of the server takes. */
export type Setting =
  | { style: { language: string; style: string } }
  | { language: { tag: string } }
  | { pack: { name: string; on: boolean } }
  | { name: { name: string } };

export type Reach = "document" | "folder";

/** Writes a setting into motjuste.toml and saves it. Returns whether it is in force. */
export async function configure(server: Server, document: vscode.TextDocument, setting: Setting, reach: Reach): Promise<boolean> {
  const edit = await server.command<ProtocolEdit | null>("configure", server.uri(document), setting, reach === "document");
  if (!edit) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Nothing had to be changed in motjuste.toml."));
    return false;
  }
  const changes = await server.edit(edit);
  if (!changes || !(await vscode.workspace.applyEdit(changes))) {
    void vscode.window.showWarningMessage(vscode.l10n.t("motjuste.toml could not be changed."));
    return false;
  }
  await save(changes.entries().map(([uri]) => uri));
  return true;
}

/** An edit leaves files unsaved; a configuration counts when it is saved. */
export async function save(files: vscode.Uri[]): Promise<void> {
  for (const uri of files) {
    const document = await vscode.workspace.openTextDocument(uri);
    await document.save();
  }
}

/** For whom a choice is made; a document that is no file, or is in no folder, leaves nothing to choose. */
export async function askReach(document: vscode.TextDocument, title: string): Promise<Reach | undefined> {
  if (document.uri.scheme !== "file") {
    return "folder";
  }
  const items: (vscode.QuickPickItem & { reach: Reach })[] = [
    { label: vscode.l10n.t("The whole folder"), description: "motjuste.toml", reach: "folder" },
    { label: vscode.l10n.t("This document only"), description: vscode.workspace.asRelativePath(document.uri), reach: "document" },
  ];
  return (await vscode.window.showQuickPick(items, { title }))?.reach;
}

/** Opens motjuste.toml, made with every key explained where there is none. */
export async function openConfiguration(server: Server): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const folder =
    (document && vscode.workspace.getWorkspaceFolder(document.uri)) ?? vscode.workspace.workspaceFolders?.[0];
  const home = folder?.uri ?? (document?.uri.scheme === "file" ? vscode.Uri.joinPath(document.uri, "..") : undefined);
  if (!home) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder first: motjuste.toml belongs to a folder."));
    return;
  }
  const uri = vscode.Uri.joinPath(home, "motjuste.toml");
  const exists = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!exists && server.binary) {
    await run(server.binary, ["init", "--", home.fsPath]);
  }
  await vscode.window.showTextDocument(uri);
}
