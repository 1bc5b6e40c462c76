"""The term bases of a release, read by other people's parsers.

    termbases.py PROGRAM FOLDER [TBX_RNG]

FOLDER is what `scripts/release-termbases` wrote. The truth is the lexicon itself, read here from its TOML: every entry that
has words of its own must be there, and what it warns of must be to avoid in every format. TBX_RNG: the core schema of
ISO 30042:2019 (TBXcoreStructV03.rng), where somebody has it.
"""

import csv
import json
import re
import sys
import tomllib
from pathlib import Path

import openpyxl
import rdflib
from lxml import etree
from ruamel.yaml import YAML
from translate.storage import tbx, xliff2

csv.field_size_limit(1 << 30)
SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TARGETS = ("es", "fr", "ru", "zh")
AVOIDED = ("deprecated", "superseded", "forbidden")
wrong = 0


def check(name, is_right, says):
    global wrong
    wrong += not is_right
    print(f"{name}: {says}" if is_right else f"WRONG {name}: {says}")


def local(element):
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def parse(path):
    return etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)).getroot()


def lexicon(root):
    """Entries with words of their own: id -> severity."""
    entries = {}
    for file in sorted(root.glob("*/*/*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("entry", []):
            if "rule" not in entry and not entry.get("preview"):
                entries[entry["id"]] = entry["severity"]
    return entries


def mark(text):
    return [json.loads(line[len("motjuste ") :]) for line in text.splitlines() if line.startswith("motjuste {")]


def against_lexicon(name, rows, entries):
    """rows: (language, term, is avoided, marks)."""
    found = {}
    for language, term, is_avoided, marks in rows:
        for m in marks:
            found.setdefault(m["entry"], []).append((m, is_avoided, term))
    missing = sorted(set(entries) - set(found))
    unknown = sorted(set(found) - set(entries))
    bad = []
    for entry, marks in found.items():
        for m, is_avoided, term in marks:
            if "find" in m and is_avoided != (entries.get(entry) != "info"):
                bad.append((entry, term))
    avoided = sum(1 for r in rows if r[2])
    is_right = not missing and not unknown and not bad
    says = f"{len(rows)} terms, {avoided} to avoid, {len(found)} entries"
    check(name, is_right, says if is_right else f"{says}; missing {missing[:5]}, unknown {unknown[:5]}, status {bad[:5]}")


def table(rows):
    head, *rows = rows
    at = {name: head.index(name) for name in ("language", "term", "status", "motjuste")}
    cell = lambda row, name: row[at[name]] or ""
    return [(cell(r, "language"), cell(r, "term"), cell(r, "status") in AVOIDED, mark(cell(r, "motjuste"))) for r in rows]


def tbx_2019(path):
    rows = []
    for entry in parse(path).iter("{urn:iso:std:iso:30042:ed-2}conceptEntry"):
        for section in (e for e in entry if local(e) == "langSec"):
            for group in (e for e in section if local(e) == "termSec"):
                of = lambda name: [e.text or "" for e in group if name in (local(e), e.get("type"))]
                status = of("administrativeStatus")[0].removesuffix("Term-admn-sts")
                marks = [m for note in of("note") for m in mark(note)]
                rows.append((section.get(XML_LANG), of("term")[0], status in AVOIDED, marks))
    return rows


def multiterm(path):
    rows = []
    for section in parse(path).iter("languageGrp"):
        language = section.find("language").get("lang")
        for group in section.findall("termGrp"):
            of = lambda kind: [d.text or "" for d in group.iter("descrip") if d.get("type") == kind]
            rows.append((language, group.find("term").text, of("Status")[0] in AVOIDED, [m for t in of("motjuste") for m in mark(t)]))
    return rows


def memoq(path):
    head, *rows = csv.reader(path.open(encoding="utf-8-sig", newline=""))
    found = []
    for row in rows:
        for n, cell in enumerate(row):
            if cell and n + 1 < len(head) and head[n + 1] == "Term_Info":
                found.append((head[n], cell, "Forbidden" in row[n + 1], []))
    return found


def skos(path):
    graph = rdflib.Graph().parse(str(path), format="xml")
    rows = []
    for kind in ("prefLabel", "altLabel", "hiddenLabel"):
        for concept, label in graph.subject_objects(SKOS[kind]):
            if (concept, rdflib.RDF.type, SKOS.Concept) in graph:
                rows.append((concept, kind, label.language, str(label)))
    labels = [(c, language, text) for c, _, language, text in rows]
    preferred = [(c, language) for c, kind, language, _ in rows if kind == "prefLabel"]
    check("SKOS (rdflib)", len(labels) == len(set(labels)), "S13: no label of a concept stands twice")
    check("SKOS (rdflib)", len(preferred) == len(set(preferred)), "S14: one preferred label a language")
    return {(language.lower(), text) for _, kind, language, text in rows if kind == "hiddenLabel"}, rows


def main():
    program, folder, *more = sys.argv[1:]
    folder = Path(folder)
    entries = lexicon(Path("lexicons"))
    with (folder / "nswp-csv.csv").open(encoding="utf-8", newline="") as file:
        truth = table(list(csv.reader(file)))
    with (folder / "nswp-tsv.tsv").open(encoding="utf-8", newline="") as file:
        tsv = table(list(csv.reader(file, delimiter="\t")))
    against_lexicon("CSV (csv)", truth, entries)
    against_lexicon("TSV (csv)", tsv, entries)
    book = openpyxl.load_workbook(folder / "nswp-xlsx.xlsx", read_only=True)
    against_lexicon("XLSX (openpyxl)", table(list(book.active.iter_rows(values_only=True))), entries)

    schemas = [("our schema of the core, TBX-Basic", Path("scripts/oracle/tbx-core.rng"))]
    schemas += [("the core schema of ISO 30042:2019", Path(p)) for p in more]
    for name in ("nswp-tbx.tbx", "nswp-tbx-dct.tbx"):
        against_lexicon(f"{name} (lxml)", tbx_2019(folder / name), entries)
        for called, schema in schemas:
            rng = etree.RelaxNG(etree.parse(str(schema)))
            is_valid = rng.validate(parse(folder / name))
            check(name, is_valid, f"valid against {called}" if is_valid else f"{called}: {rng.error_log[:3]}")
    against_lexicon("MultiTerm (lxml)", multiterm(folder / "nswp-multiterm.xml"), entries)

    avoided = {(language.lower(), term) for language, term, is_avoided, _ in truth if is_avoided}
    good = {(language.lower(), term) for language, term, is_avoided, _ in truth if not is_avoided}
    store = tbx.tbxfile.parsefile(str(folder / "nswp-tbx-v2.tbx"))
    check("nswp-tbx-v2.tbx (translate-toolkit)", len(store.units) > 100 and all(u.source for u in store.units), f"{len(store.units)} entries with a source")
    v2 = [e for e in parse(folder / "nswp-tbx-v2.tbx").iter("tig")]
    of_v2 = sum(1 for e in v2 for n in e.iter("termNote") if n.get("type") == "administrativeStatus" and n.text.startswith(AVOIDED))
    check("nswp-tbx-v2.tbx (lxml)", (len(v2), of_v2) == (len(truth), sum(1 for t in truth if t[2])), f"{len(v2)} terms, {of_v2} to avoid")

    rows = memoq(folder / "nswp-memoq.csv")
    forbidden = {term for _, term, is_avoided, _ in rows if is_avoided}
    check("memoQ (csv)", len(rows) == len(truth) and forbidden == {t for _, t in avoided}, f"{len(rows)} terms, {sum(r[2] for r in rows)} forbidden")
    hidden, labels = skos(folder / "nswp-skos.rdf")
    check("SKOS (rdflib)", hidden == avoided, f"{len(labels)} labels, {len(hidden)} hidden")

    for target in TARGETS:
        tag = "zh-hans" if target == "zh" else target
        bad = {t for language, t in avoided - good if language == tag}
        path = folder / f"nswp-omegat-en-{target}.txt"
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        rows = list(csv.reader(lines, delimiter="\t"))
        offered = {row[1] for row in rows}
        pairs = [(row[0], row[1]) for row in rows]
        check(f"{path.name} (csv)", not offered & bad and len(pairs) == len(set(pairs)) and path.stat().st_size < 500_000, f"{len(rows)} rows, {path.stat().st_size} bytes, nothing to avoid is offered {sorted(offered & bad)[:3]}")
        path = folder / f"nswp-xliff-en-{target}.xlf"
        units = xliff2.Xliff2File.parsefile(str(path)).units
        targets = {str(u.target) for u in units if u.target}
        statuses = {}
        for element in parse(path).iter("{urn:oasis:names:tc:xliff:glossary:2.0}translation"):
            statuses.setdefault(element.get("{urn:motjuste:status}status") in AVOIDED, set()).add(element.text)
        check(f"{path.name} (translate-toolkit)", len(units) > 10 and not targets & bad and statuses[True] <= {t for _, t in avoided}, f"{len(units)} units, {len(statuses[True])} translations to avoid")

    for language in ("en", *TARGETS):
        rules = list(parse(folder / f"nswp-languagetool-{language}.xml").iter("rule"))
        says = all(r.find("regexp").text and r.find("message").text for r in rules)
        checks = list(parse(folder / f"nswp-xbench-{language}.xbckl").iter("check"))
        check(f"LanguageTool, Xbench {language} (lxml)", bool(rules) and says and bool(checks), f"{len(rules)} rules, {len(checks)} checks")
    swaps = 0
    for path in sorted((folder / "vale").rglob("*.yml")):
        rule = YAML(typ="safe").load(path)
        swaps += len(rule["swap"])
        for pattern, instead in rule["swap"].items():
            re.compile(pattern)
            if re.fullmatch(pattern, instead.split("|")[0], re.IGNORECASE):
                check(path.name, False, f"{pattern} is replaced by itself")
    check("Vale (ruamel.yaml)", swaps > 1000, f"{swaps} replacements")
    sys.exit(1 if wrong else 0)


main()
