"""Spanish: Apertium's analyser for the features, hunspell for the spelling of what that does not have."""

import os
import re
import subprocess

from compare import CONFIRMED, DIFFERENT, UNKNOWN, Verdict

ROOT = os.environ["MOTJUSTE_ORACLE_ROOT"]
known = {}
misspelt = set()


def last(form):
    return form.split()[-1]


def prepare(words):
    forms = sorted({last(form) for w in words for _, form in w.cells} | {w.lemma for w in words if " " not in w.lemma})
    text = "\n".join(forms) + "\n"
    analyser = f"{ROOT}/usr/share/apertium/apertium-spa-cat/spa-cat.automorf.bin"
    run = subprocess.run(["lt-proc", "-w", analyser], input=text, capture_output=True, text=True, check=True)
    for form, line in zip(forms, run.stdout.splitlines(), strict=True):
        # ^prostitutas/prostituta<n><f><pl>/prostituto<adj><f><pl>$
        answers = re.findall(r"/([^/$<]+)((?:<[^>]+>)+)((?:\+[^/$]+)?)", line)
        known[form] = [(lemma, set(re.findall(r"<([^>]+)>", tags)) | ({"enclitic"} if more else set())) for lemma, tags, more in answers]
    unknown = []
    # A word of the Americas is spelled right if it is so anywhere.
    for region in ("ES", "MX", "AR", "CO", "CU", "CL"):
        dictionary = f"{ROOT}/usr/share/hunspell/es_{region}"
        run = subprocess.run(["hunspell", "-l", "-i", "UTF-8", "-d", dictionary], input=text, capture_output=True, text=True, check=True)
        unknown.append(set(run.stdout.split()))
    misspelt.update(set.intersection(*unknown))


def has(features, tags):
    if "verb" in features:
        return any(t.startswith("vb") for t in tags)
    if not tags & {"n", "adj", "pp", "np", "acr"}:
        return False
    for ours, theirs in (("m", {"m", "mf", "GD"}), ("f", {"f", "mf", "GD"}), ("sg", {"sg", "sp", "ND"}), ("pl", {"pl", "sp", "ND"})):
        if ours in features and not tags & theirs:
            return False
    return True


def judge(word):
    result = []
    for features, form in word.cells:
        answers = known[last(form)]
        if any(has(features, tags) for _, tags in answers):
            result.append(Verdict(CONFIRMED))
        elif last(form) not in misspelt and ("verb" in features or "pl" in features or "f" in features) and not answers:
            # Spelling alone: enough for a form that the ending tells (plural, feminine, verb), not for a gender.
            result.append(Verdict(CONFIRMED))
        elif answers:
            result.append(Verdict(DIFFERENT, "; ".join(f"{last(form)} {' '.join(sorted(t))}" for _, t in answers)))
        else:
            result.append(Verdict(UNKNOWN))
    return result
