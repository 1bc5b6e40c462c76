// The program's other commands, for pages and conversions: arguments as a list, no shell.

import { spawn } from "node:child_process";
import { homedir } from "node:os";

/** Longer than any page takes; a folder's report is cancelled by the person. */
const PATIENCE = 120_000;

/**
 * Runs the program and gives what it writes to standard output.
 *
 * @throws when it cannot be run, or ends with a status that is not among `expected`; the message is what it wrote to
 *   standard error.
 */
export function run(
  program: string,
  args: string[],
  options: { input?: string; cwd?: string; expected?: number[]; signal?: AbortSignal } = {},
): Promise<string> {
  const { input, cwd = homedir(), expected = [0], signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, timeout: PATIENCE, signal, env: { ...process.env, NO_COLOR: "1" } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    // A program that ends early leaves its input unread; its status tells why.
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (status) => {
      if (status !== null && expected.includes(status)) {
        resolve(Buffer.concat(out).toString("utf8"));
      } else {
        reject(new Error(Buffer.concat(err).toString("utf8").trim() || `exit status ${status}`));
      }
    });
    child.stdin.end(input ?? "");
  });
}
