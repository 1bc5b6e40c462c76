"""What `motjuste fix` wrote, read by other people's parsers.

    translation.py PROGRAM WORK FILE|FOLDER...

Copies the files to WORK, fixes the copies, and compares both versions as somebody else reads them. Every reader gives a list
of (what may not change, text that may change).
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import srt
import webvtt
from lxml import etree
from ruamel.yaml import YAML
from translate.storage import properties, tmx, xliff, xliff2

PLACEHOLDER = re.compile(
    r"%(?:\d+\$)?[-+#0]*\d*(?:\.\d+)?(?:l{0,2}|h)[diouxXeEfgGcs@](?![a-zA-Z])|%\(\w+\)s|%\{\w+\}|\$\w+\$|\{\{?[^{}\s]*\}\}?|</?\w+[^<>]*>"
)


def po(path):
    file = polib.pofile(str(path))
    for entry in file:
        fixed = (entry.msgctxt, entry.msgid, entry.msgid_plural, entry.flags, entry.comment, entry.occurrences, entry.obsolete)
        texts = entry.msgstr_plural or {0: entry.msgstr}
        for n, text in texts.items():
            # An obsolete entry may not change at all.
            yield ((fixed, n, text), "") if entry.obsolete else ((fixed, n), text)
    if shutil.which("msgfmt") and path.suffix == ".po":
        # --check-format alone: headers of templates are incomplete.
        done = subprocess.run(["msgfmt", "-c", "-o", os.devnull, str(path)], capture_output=True, text=True)
        yield (("msgfmt", done.returncode), "")


def xml(may_change):
    """Every element with its attributes; texts are free inside the elements that `may_change` picks."""

    def read(path):
        tree = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True))

        def walk(element, free):
            if not isinstance(element.tag, str):
                yield (("comment", element.text), "")
            else:
                free = free or may_change(element)
                yield ((element.tag, tuple(element.attrib.items())), "")
                yield ("text", element.text or "") if free else (("text", element.text), "")
                for child in element:
                    yield from walk(child, free)
            parent_free = free and element.getparent() is not None and not may_change(element)
            yield ("tail", element.tail or "") if parent_free else (("tail", element.tail), "")

        yield from walk(tree.getroot(), False)

    return read


def local(element):
    return etree.QName(element).localname


def xliff_target(element):
    in_suggestion = any(local(a) in ("alt-trans", "matches") for a in element.iterancestors())
    return local(element) == "target" and not in_suggestion


def tmx_target(element):
    if local(element) != "seg":
        return False
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    source = element.getroottree().getroot().find("header").get("srclang", "").split("-")[0]
    return element.getparent().get(lang, "").split("-")[0] != source


def values(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (path, "key", key), ""
            yield from values(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from values(inner, (*path, n))
    elif isinstance(value, str):
        yield path, value
    else:
        yield (path, value), ""


def read_json(path):
    return values(json.loads(path.read_text(encoding="utf-8")))


def read_yaml(path):
    return values(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))


def read_properties(path):
    data = path.read_bytes()
    try:
        data.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = "iso-8859-1"
    store = properties.propfile(personality="java-utf8" if encoding == "utf-8" else "java")
    store.parse(data)
    for unit in store.units:
        yield (unit.name, tuple(unit.comments)), unit.source


def read_strings(path):
    store = properties.stringsfile(encoding="utf-16" if path.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    store.parse(path.read_bytes())
    for unit in store.units:
        yield unit.name, unit.source


def read_srt(path):
    for cue in srt.parse(path.read_text(encoding="utf-8")):
        yield (cue.index, cue.start, cue.end), cue.content


def read_vtt(path):
    for cue in webvtt.read(str(path)):
        yield (cue.identifier, cue.start, cue.end), cue.raw_text


def read_csv(path):
    text = path.read_bytes().decode("utf-8-sig")
    dialect = "excel-tab" if path.suffix in (".tsv", ".tab") else "excel"
    rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    header = rows[0]
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            is_target = n > 0 and m < len(header) and (header[m].startswith("target") or header[m] in ("fr", "es", "ru", "zh"))
            yield ((n, m), cell) if is_target else ((n, m, cell), "")


def toolkit_xliff(path):
    is_second = b'version="2' in path.read_bytes()[:2000]
    store = (xliff2.Xliff2File if is_second else xliff.xlifffile).parsefile(str(path))
    for unit in store.units:
        yield (unit.getid(), unit.source if isinstance(unit.source, str) else str(unit.source)), unit.target or ""


def toolkit_tmx(path):
    store = tmx.tmxfile.parsefile(str(path))
    for unit in store.units:
        yield (unit.getid() or "",), unit.target or ""


XLIFF = [xml(xliff_target), toolkit_xliff]
READERS = {
    ".po": [po],
    ".pot": [po],
    ".xlf": XLIFF,
    ".xliff": XLIFF,
    ".sdlxliff": [xml(xliff_target)],
    ".mqxliff": [xml(xliff_target)],
    ".mxliff": [xml(xliff_target)],
    ".tmx": [xml(tmx_target), toolkit_tmx],
    # A term base is reported, not rewritten: nothing in it may change.
    ".tbx": [xml(lambda e: False)],
    ".xml": [xml(lambda e: local(e) in ("string", "item"))],
    ".stringsdict": [xml(lambda e: local(e) == "string")],
    ".json": [read_json],
    ".arb": [read_json],
    ".xcstrings": [read_json],
    ".yml": [read_yaml],
    ".yaml": [read_yaml],
    ".properties": [read_properties],
    ".strings": [read_strings],
    ".srt": [read_srt],
    ".vtt": [read_vtt],
    ".csv": [read_csv],
    ".tsv": [read_csv],
}


def compare(reader, name, before, after):
    """The number of texts that changed; raises ValueError where something else did."""
    try:
        old = list(reader(before))
    except Exception as error:  # noqa: BLE001: whatever it cannot read before, it need not read after.
        return f"not read by {name}: {type(error).__name__}"
    new = list(reader(after))
    if len(old) != len(new):
        raise ValueError(f"{name}: {len(old)} texts before, {len(new)} after")
    changed = 0
    for (fixed, text), (still, now) in zip(old, new):
        if fixed != still:
            raise ValueError(f"{name}: {fixed!r} became {still!r}")
        if text != now:
            changed += 1
            if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(now)):
                raise ValueError(f"{name}: placeholders of {text!r} and {now!r} differ")
    return changed


def main():
    program, work, *arguments = sys.argv[1:]
    pairs = []
    for argument in map(Path, arguments):
        files = [argument] if argument.is_file() else sorted(p for p in argument.rglob("*") if p.is_file())
        for n, file in enumerate(files):
            inside = file.relative_to(argument) if argument.is_dir() else Path(file.name)
            if "fixed" in inside.parts or file.suffix.lower() not in READERS:
                continue
            copy = Path(work, str(len(pairs)), *inside.parts)
            copy.parent.mkdir(parents=True)
            shutil.copyfile(file, copy)
            pairs.append((file, copy))
    for start in range(0, len(pairs), 200):
        batch = [str(copy) for _, copy in pairs[start : start + 200]]
        done = subprocess.run([program, "fix", *batch], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            print(done.stderr, file=sys.stderr)
    wrong = 0
    total = 0
    for file, copy in pairs:
        for reader in READERS[file.suffix.lower()]:
            name = getattr(reader, "__name__", "reader").replace("read", "lxml" if reader.__name__ == "read" else "read")
            try:
                changed = compare(reader, name, file, copy)
            except Exception as error:  # noqa: BLE001: a parser that fails is what we look for.
                print(f"{file}: {error}")
                wrong += 1
                continue
            if isinstance(changed, str):
                print(f"{file}: {changed}")
            else:
                total += changed
                if changed:
                    print(f"{file}: {name}: {changed} changed, everything else as it was")
    print(f"{len(pairs)} files, {total} changed texts, {wrong} wrong")
    sys.exit(1 if wrong else 0)


main()
