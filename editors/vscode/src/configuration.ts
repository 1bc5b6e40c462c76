// What is chosen in menus is written into motjuste.toml: it belongs to the texts, is shared with everybody who works on
// them, and the command line obeys it, too.

import * as vscode from "vscode";
import type { WorkspaceEdit as ProtocolEdit } from "vscode-languageclient/node";
import { run } from "./run";
import type { Server } from "./server";

/** What `motjuste.configure` of the server sets. */
export type Setting =
  | { style: { language: string; style: string } }
  | { language: { language: string } }
  | { pack: { name: string; on: boolean } }
  | { name: { name: string } };

export type Scope = "document" | "folder" | "project";

/** Writes a setting into motjuste.toml and saves it. Returns whether it is in force. */
export async function configure(server: Server, document: vscode.TextDocument, set: Setting, scope: Scope): Promise<boolean> {
  const options = { set, scope, apply: false };
  const edit = (await server.command<{ edit: ProtocolEdit | null }>("configure", server.uri(document), options))?.edit;
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

/** For which texts a choice is made; a document that is no file leaves nothing to choose. */
export async function askScope(document: vscode.TextDocument, title: string): Promise<Scope | undefined> {
  if (document.uri.scheme !== "file") {
    return "project";
  }
  const root = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
  const folder = vscode.Uri.joinPath(document.uri, "..");
  const isBelow = !!root && folder.path !== root.path;
  const items: (vscode.QuickPickItem & { scope: Scope })[] = [
    { label: vscode.l10n.t("All texts here"), description: "motjuste.toml", scope: "project" },
    ...(isBelow
      ? [{ label: vscode.l10n.t("This folder"), description: vscode.workspace.asRelativePath(folder), scope: "folder" as const }]
      : []),
    { label: vscode.l10n.t("This document only"), description: vscode.workspace.asRelativePath(document.uri), scope: "document" },
  ];
  return (await vscode.window.showQuickPick(items, { title }))?.scope;
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
