// Makes the .vsix of one platform, with its server inside.
//   node scripts/package.mjs [--target linux-x64] [--server ../../target/release/motjuste] [--out FILE]
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const { values } = parseArgs({ options: { target: { type: "string" }, server: { type: "string" }, out: { type: "string" } } });
const target = values.target ?? `${process.platform}-${process.arch}`;
const executable = target.startsWith("win32") ? "motjuste.exe" : "motjuste";
const server = resolve(values.server ?? join(here, "../../target/release", executable));
const out = resolve(values.out ?? join(here, `motjuste-${target}.vsix`));
if (!existsSync(server)) {
  console.error(`${server}: not there; build it with \`cargo build --release\`, or name it with --server`);
  process.exit(1);
}
// Another platform's program must not travel along.
rmSync(join(here, "server"), { recursive: true, force: true });
mkdirSync(join(here, "server"));
copyFileSync(server, join(here, "server", executable));
chmodSync(join(here, "server", executable), 0o755);
copyFileSync(join(here, "../../LICENSE"), join(here, "LICENSE"));

function run(command, args) {
  const { status, error } = spawnSync(process.execPath, [command, ...args], { cwd: here, stdio: "inherit" });
  if (status !== 0) {
    console.error(error ?? `${command}: exit status ${status}`);
    process.exit(1);
  }
}
run(join(here, "scripts/bundle.mjs"), []);
const vsce = createRequire(join(here, "package.json")).resolve("@vscode/vsce/vsce");
// Where the source is published is not decided; then `repository` goes into package.json, and these two away.
const unpublished = ["--allow-missing-repository", "--no-rewrite-relative-links"];
run(vsce, ["package", "--no-dependencies", ...unpublished, "--target", target, "--out", out]);
