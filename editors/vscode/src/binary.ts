// Which program is run, and when none is.

import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import * as vscode from "vscode";

const EXECUTABLE = process.platform === "win32" ? "motjuste.exe" : "motjuste";

export type Binary = { path: string } | { problem: string };

/**
 * The program that `motjuste.path` names, else the one that came with the extension, else the one on the PATH.
 *
 * A workspace that is not trusted has no say: VS Code hides its value of `motjuste.path` (package.json,
 * `restrictedConfigurations`), and nothing is ever looked up relative to the workspace, which is where a planted program
 * would lie.
 */
export function findBinary(context: vscode.ExtensionContext): Binary {
  const setting = vscode.workspace.getConfiguration("motjuste").inspect<string>("path");
  const own = setting?.globalValue?.trim();
  const ofWorkspace = (setting?.workspaceFolderValue ?? setting?.workspaceValue)?.trim();
  const wanted = (vscode.workspace.isTrusted ? ofWorkspace : undefined) || own;
  if (wanted) {
    const path = expand(wanted);
    if (!path) {
      return { problem: vscode.l10n.t("The setting motjuste.path has to be an absolute path or begin with ~/: {0}", wanted) };
    }
    return isRunnable(path) ? { path } : { problem: vscode.l10n.t("There is no program {0} (setting motjuste.path)", path) };
  }
  const bundled = context.asAbsolutePath(join("server", EXECUTABLE));
  if (isRunnable(bundled)) {
    return { path: bundled };
  }
  const found = onPath();
  return found
    ? { path: found }
    : {
        problem: vscode.l10n.t(
          "This package of the extension has no program for your system ({0}). Install motjuste and name it in the setting motjuste.path.",
          `${process.platform}-${process.arch}`,
        ),
      };
}

function expand(path: string): string | undefined {
  if (path.startsWith("~/") || path.startsWith("~\\")) {
    return join(homedir(), path.slice(2));
  }
  return isAbsolute(path) ? path : undefined;
}

/** Relative entries of the PATH would mean the current folder, so they are passed over. */
function onPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, EXECUTABLE)).find(isRunnable);
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
