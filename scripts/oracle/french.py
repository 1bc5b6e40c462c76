"""French: Grammalecte's lexicon for the features, hunspell for the spelling of what that does not have."""

import os
import subprocess

from compare import CONFIRMED, DIFFERENT, UNKNOWN, Verdict
from grammalecte.graphspell.ibdawg import IBDAWG

lexicon = IBDAWG("fr-allvars.json")
ROOT = os.environ["MOTJUSTE_ORACLE_ROOT"]
misspelt = set()


def prepare(words):
    forms = {part for w in words for _, form in w.cells for part in form.split()}
    dictionary = f"{ROOT}/usr/share/hunspell/fr"
    run = subprocess.run(
        ["hunspell", "-l", "-i", "UTF-8", "-d", dictionary], input="\n".join(forms), capture_output=True, text=True, check=True
    )
    misspelt.update(run.stdout.split())


def analyses(form):
    """(lemma, tags) of a form; the lexicon's answers look like `>travailleur/:N:A:f:p/*`."""
    return [tuple(m.lstrip(">").split("/")[:2]) for m in lexicon.getMorph(form)]


def has(features, tags):
    parts = tags.replace(";", ":").split(":")
    if "verb" in features:
        return "V" in tags
    if not {"N", "A", "Q", "M2"} & {p[:2] if p.startswith("M2") else p[:1] for p in parts}:
        return False
    for ours, theirs in (("m", "me"), ("f", "fe"), ("sg", "si"), ("pl", "pi"), ("m+f", "mfe")):
        if ours in features and not set(theirs) & set(parts):
            return False
    return True


def judge(word):
    lemmas = {word.lemma.split()[-1], (word.feminine or word.lemma).split()[-1]}
    lemmas |= {lemma for lemma, _ in analyses(word.lemma)}
    result = []
    for features, form in word.cells:
        # Of a reflexive verb or a compound, the last word inflects.
        last = form.split()[-1].split("'")[-1]
        if any(has(features, tags) for lemma, tags in analyses(last) if lemma in lemmas):
            result.append(Verdict(CONFIRMED))
        elif form.split()[-1] not in misspelt and not analyses(last) and "sg" not in features:
            # Spelling alone cannot tell masculine from feminine; a plural that is spelled right is one.
            result.append(Verdict(CONFIRMED))
        elif analyses(last):
            result.append(Verdict(DIFFERENT, "; ".join(f"{last} {tags}" for _, tags in analyses(last))))
        else:
            result.append(Verdict(UNKNOWN))
    return result
