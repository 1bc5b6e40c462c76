// The extension's settings. Everything about words is in motjuste.toml, which always wins.

import * as vscode from "vscode";

/** Language identifiers of the documents that are read. */
export function files(): string[] {
  return vscode.workspace.getConfiguration("motjuste").get<string[]>("files", []);
}

let folderWasAskedFor = false;

/** From now on files that are not open are told about, too, whatever the setting says: the person asked for them. */
export function askForFolder(): void {
  folderWasAskedFor = true;
}

export function wholeFolder(): boolean {
  return folderWasAskedFor || vscode.workspace.getConfiguration("motjuste").get("wholeFolder", true);
}

/** Whether a document, or a file that is not open, is to be checked: `motjuste.enable` of its language and folder. */
export function isOn(place: vscode.TextDocument | vscode.Uri): boolean {
  const scope = "languageId" in place ? { uri: place.uri, languageId: place.languageId } : place;
  return vscode.workspace.getConfiguration("motjuste", scope).get("enable", true);
}

/** Whether a document is one that the server reads. */
export function isChecked(document: vscode.TextDocument): boolean {
  return ["file", "untitled"].includes(document.uri.scheme) && files().includes(document.languageId) && isOn(document);
}

/** What the server takes: initialization options, and the answer to `workspace/configuration`. */
export function forServer(): { maxDiagnostics: number; locale?: string } {
  const settings = vscode.workspace.getConfiguration("motjuste");
  const locale = settings.get("locale", "text");
  const maxDiagnostics = settings.get("maxDiagnostics", 500);
  return locale === "text" ? { maxDiagnostics } : { maxDiagnostics, locale };
}
