"""Holds the rows of `motjuste lexicon forms` against an oracle; see scripts/oracles.

An oracle is a module with `judge(word) -> list[Verdict]`, one verdict a cell of the word, in the order of `word.cells`.
"""

import argparse
import csv
import importlib
import pathlib
import sys
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).parent
GOLDEN = HERE.parent.parent / "tests" / "golden" / "forms"
MODULES = {"en": "english", "es": "spanish", "fr": "french", "ru": "russian", "zh": "chinese"}

# A dictionary has the form with these features; does not know the word; or has another form.
CONFIRMED, UNKNOWN, DIFFERENT = "confirmed", "unknown", "different"


@dataclass
class Word:
    """A bracketed word of the lexicon with its cells."""

    pattern: str
    cells: list = field(default_factory=list)  # (features as a tuple, form)
    entries: set = field(default_factory=set)

    @property
    def inner(self):
        return self.pattern.strip("[]").split(":")[0]

    @property
    def lemma(self):
        return self.inner.split("|")[0]

    @property
    def feminine(self):
        parts = self.inner.split("|")
        return parts[1] if len(parts) > 1 else None

    @property
    def tags(self):
        return self.pattern.strip("[]").partition(":")[2].split(",")


@dataclass
class Verdict:
    kind: str
    expected: str = ""


def read(stream):
    """The words of the lexicon, variants left out: they are notations, which no dictionary has."""
    words = {}
    for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
        features = tuple(row["features"].split())
        if "variant" in features:
            continue
        word = words.setdefault(row["word"], Word(row["word"]))
        word.entries.add(row["entry"])
        if (features, row["form"]) not in word.cells:
            word.cells.append((features, row["form"]))
    return words


def read_known(language):
    """(word, form, features or *) → reason; a form of * stands for the whole word."""
    known = {}
    with open(HERE / "known.tsv", encoding="utf-8") as file:
        rows = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["language"] == language:
                known[row["word"], row["form"]] = row["reason"]
    return known


def keys(word, features, form):
    """Where known.tsv may name a cell: by its form, as "(pl)", or with the whole word."""
    number = [(word.pattern, f"({f})") for f in features if f in ("sg", "pl")]
    return [(word.pattern, form), *number, (word.pattern, "*")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("language", choices=MODULES)
    parser.add_argument("--write", action="store_true", help="write the golden table")
    arguments = parser.parse_args()
    sys.path.insert(0, str(HERE))
    if arguments.language == "zh":
        chinese = importlib.import_module("chinese")
        status, lines = chinese.compare(sys.stdin, read_known("zh"))
        if arguments.write:
            save("zh", lines)
        sys.exit(status)

    oracle = importlib.import_module(MODULES[arguments.language])
    words = read(sys.stdin)
    words = {p: w for p, w in words.items() if p.startswith("[")}
    known = read_known(arguments.language)
    used = set()
    counts = dict.fromkeys([CONFIRMED, UNKNOWN, DIFFERENT, "judged"], 0)
    golden = []
    oracle.prepare(words.values())
    for word in words.values():
        wrong = []
        judged = False
        for (features, form), verdict in zip(word.cells, oracle.judge(word), strict=True):
            if verdict.kind == CONFIRMED:
                counts[CONFIRMED] += 1
                continue
            reason = next((k for k in keys(word, features, form) if k in known), None)
            if reason:
                used.add(reason)
                counts["judged"] += 1
                judged = True
                continue
            counts[verdict.kind] += 1
            wrong.append((" ".join(features), form, verdict))
        if not wrong:
            golden.append((word, "judged" if judged else "confirmed"))
        for features, form, verdict in wrong:
            says = f"has {verdict.expected}" if verdict.expected else "does not have it"
            where = ", ".join(sorted(word.entries)[:3])
            print(f"{arguments.language}\t{word.pattern}\t{features}\t{form}\t{verdict.kind}: the dictionary {says}\t({where})")
    for key in known.keys() - used:
        print(f"{arguments.language}\t{key[0]}\t{key[1]}\tknown.tsv: no longer needed, take the line out")
    cells = sum(len(w.cells) for w in words.values())
    print(
        f"{arguments.language}: {len(words)} words, {cells} cells: {counts[CONFIRMED]} confirmed, {counts['judged']} judged"
        f" by hand, {counts[DIFFERENT]} different, {counts[UNKNOWN]} unknown"
    )
    if arguments.write:
        write(arguments.language, golden)
    sys.exit(1 if counts[DIFFERENT] or counts[UNKNOWN] or known.keys() - used else 0)


def write(language, golden):
    """A line a word: the word, whether a dictionary confirmed all of it, and its forms with their features."""
    lines = []
    for word, by in golden:
        merged = {}
        for features, form in word.cells:
            merged.setdefault(form, []).append(" ".join(features))
        cells = " | ".join(f"{form} = {', '.join(readings)}" if any(readings) else form for form, readings in merged.items())
        lines.append((word.pattern, by, cells))
    save(language, lines)


def save(language, lines):
    GOLDEN.mkdir(parents=True, exist_ok=True)
    path = GOLDEN / f"{language}.tsv"
    text = "".join("\t".join(line) + "\n" for line in sorted(lines))
    path.write_text("word\tby\tforms\n" + text, encoding="utf-8")
    print(f"{path.relative_to(HERE.parent.parent)}: {len(lines)} words")


if __name__ == "__main__":
    main()
