// Makes the .vsix of one platform or of several, each with its server inside.
//   node scripts/package.mjs [--target linux-x64] [--server ../../target/release/motjuste] [--out FILE]
//   node scripts/package.mjs --server linux-x64=FILE --server darwin-arm64=FILE … [--out FOLDER]
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** The platforms of VS Code that motjuste is built for, with what a program for each begins with. */
const TARGETS = {
  "win32-x64": "PE x64",
  "win32-arm64": "PE arm64",
  "linux-x64": "ELF x64",
  "linux-arm64": "ELF arm64",
  "linux-armhf": "ELF arm",
  "alpine-x64": "ELF x64",
  "alpine-arm64": "ELF arm64",
  "darwin-x64": "Mach-O x64",
  "darwin-arm64": "Mach-O arm64",
};

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const options = { target: { type: "string" }, server: { type: "string", multiple: true }, out: { type: "string" } };
const { values } = parseArgs({ options });

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** What a program is built for, told by its header (System V ABI; PE format; mach-o/loader.h). */
function kind(file) {
  const bytes = readFileSync(file);
  if (bytes.length < 64) {
    return "no program";
  }
  if (bytes.readUInt32BE(0) === 0x7f454c46) {
    const machine = { 0x3e: "x64", 0xb7: "arm64", 0x28: "arm" };
    return `ELF ${machine[bytes.readUInt16LE(18)] ?? "of another processor"}`;
  }
  if (bytes.readUInt32LE(0) === 0xfeedfacf) {
    const processor = { 0x01000007: "x64", 0x0100000c: "arm64" };
    return `Mach-O ${processor[bytes.readUInt32LE(4)] ?? "of another processor"}`;
  }
  const header = bytes.readUInt32LE(60);
  if (bytes.toString("latin1", 0, 2) === "MZ" && header + 6 <= bytes.length) {
    const machine = { 0x8664: "x64", 0xaa64: "arm64" };
    return `PE ${machine[bytes.readUInt16LE(header + 4)] ?? "of another processor"}`;
  }
  return "no program";
}

function run(command, args) {
  const { status, error } = spawnSync(process.execPath, [command, ...args], { cwd: here, stdio: "inherit" });
  if (status !== 0) {
    fail(error ?? `${command}: exit status ${status}`);
  }
}

const executable = (target) => (target.startsWith("win32") ? "motjuste.exe" : "motjuste");
const jobs = (values.server ?? [""]).map((server) => {
  const [, named, path] = /^(?:([a-z0-9]+-[a-z0-9]+)=)?(.*)$/.exec(server);
  const target = named ?? values.target ?? `${process.platform}-${process.arch}`;
  return { target, server: resolve(path || join(here, "../../target/release", executable(target))) };
});
// Nothing is made before everything is right.
for (const { target, server } of jobs) {
  const wanted = TARGETS[target];
  if (!wanted) {
    fail(`there is no target ${target}; known are ${Object.keys(TARGETS).join(", ")}`);
  }
  if (!existsSync(server)) {
    fail(`${server}: not there; build it with \`cargo build --release\`, or name it with --server`);
  }
  if (kind(server) !== wanted) {
    fail(`${server}: a package for ${target} needs a program for ${wanted}; this is ${kind(server)}`);
  }
}
copyFileSync(join(here, "../../LICENSE"), join(here, "LICENSE"));
run(join(here, "scripts/bundle.mjs"), []);
const vsce = createRequire(join(here, "package.json")).resolve("@vscode/vsce/vsce");
// Where the source is published is not decided; then `repository` goes into package.json, and these two away.
const unpublished = ["--allow-missing-repository", "--no-rewrite-relative-links"];
for (const { target, server } of jobs) {
  // Another platform's program must not travel along.
  rmSync(join(here, "server"), { recursive: true, force: true });
  mkdirSync(join(here, "server"));
  copyFileSync(server, join(here, "server", executable(target)));
  chmodSync(join(here, "server", executable(target)), 0o755);
  const file = `motjuste-${target}.vsix`;
  const out = jobs.length > 1 ? join(resolve(values.out ?? here), file) : resolve(values.out ?? join(here, file));
  run(vsce, ["package", "--no-dependencies", ...unpublished, "--target", target, "--out", out]);
}
