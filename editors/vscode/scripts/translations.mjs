// Every string of the extension has its translation in each language, and no translation is left of one that is gone.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LOCALES = ["es", "fr", "ru", "zh-cn", "zh-tw"];
const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const read = (name) => readFileSync(join(here, name), "utf8");
const json = (name) => JSON.parse(read(name));
const mistakes = [];

function compare(name, wanted, translations) {
  for (const key of wanted.filter((key) => !translations[key])) {
    mistakes.push(`${name}: no translation of ${JSON.stringify(key)}`);
  }
  for (const key of Object.keys(translations).filter((key) => !wanted.includes(key))) {
    mistakes.push(`${name}: nothing uses ${JSON.stringify(key)}`);
  }
}
const holes = (text) => [...text.matchAll(/\{\d\}|\(command:[\w.]+\)/g)].map((m) => m[0]).sort().join();

const source = readdirSync(join(here, "src")).map((file) => read(`src/${file}`)).join("\n");
const strings = [...source.matchAll(/(?:l10n\.t|\bt)\(\s*"((?:[^"\\]|\\.)*)"/g)].map((m) => JSON.parse(`"${m[1]}"`));
const used = [...new Set([...read("package.json").matchAll(/"%([\w.]+)%"/g)].map((m) => m[1]))];
const english = json("package.nls.json");
compare("package.nls.json", used, english);
for (const locale of LOCALES) {
  const manifest = json(`package.nls.${locale}.json`);
  const bundle = json(`l10n/bundle.l10n.${locale}.json`);
  compare(`package.nls.${locale}.json`, used, manifest);
  compare(`l10n/bundle.l10n.${locale}.json`, [...new Set(strings)], bundle);
  for (const [key, text] of [...Object.entries(manifest).map(([k, v]) => [english[k] ?? "", v]), ...Object.entries(bundle)]) {
    if (holes(key) !== holes(text)) {
      mistakes.push(`${locale}: other placeholders in ${JSON.stringify(text)}`);
    }
  }
}
const concepts = [...read("../../lexicons/concepts.toml").matchAll(/^\[([\w-]+)\]$/gm)].map((m) => m[1]);
const named = [...read("src/concepts.ts").matchAll(/^  "?([\w-]+)"?: t\(/gm)].map((m) => m[1]);
mistakes.push(...concepts.filter((id) => !named.includes(id)).map((id) => `src/concepts.ts: no name of ${id}`));
mistakes.push(...named.filter((id) => !concepts.includes(id)).map((id) => `src/concepts.ts: there is no concept ${id}`));
if (mistakes.length > 0) {
  console.error(mistakes.join("\n"));
  process.exit(1);
}
