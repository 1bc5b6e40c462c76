"""English: lemminflect's plurals and verb forms; the possessive follows the spelling."""

from compare import CONFIRMED, DIFFERENT, UNKNOWN, Verdict
from lemminflect import getAllInflections, getInflection


def prepare(words):
    pass


def plurals(lemma):
    # lemminflect writes the -s of an abbreviation in capitals; every style guide has STIs.
    if lemma.isupper():
        return {lemma + "s"}
    head, hyphen, last = lemma.rpartition("-")
    return {head + hyphen + p for p in getInflection(last, "NNS")}


def judge(word):
    result = []
    for features, form in word.cells:
        base = form
        if "gen" in features:
            base = form[: -len("'s")] if form.endswith("'s") else form.rstrip("'")
        if "verb" in features:
            inflections = {f for forms in getAllInflections(word.lemma, upos="VERB").values() for f in forms}
            right, expected = base in inflections, inflections
        elif "pl" in features:
            expected = plurals(word.lemma)
            right = base in expected
        else:
            right, expected = base == word.lemma, {word.lemma}
        if right:
            result.append(Verdict(CONFIRMED))
        else:
            result.append(Verdict(DIFFERENT if expected else UNKNOWN, ", ".join(sorted(expected))))
    return result
