"""Russian: pymorphy3 inflects the word itself, and every cell is compared."""

import pymorphy3
from compare import CONFIRMED, DIFFERENT, UNKNOWN, Verdict

CASES = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "prep": "loct"}
NUMBERS = {"sg": "sing", "pl": "plur"}
GENDERS = {"m": "masc", "f": "femn", "neut": "neut"}
VERBAL = ("VERB", "INFN", "PRTF", "PRTS", "GRND")
ANIMACIES = {"anim": "anim", "inan": "inan"}
analyser = pymorphy3.MorphAnalyzer()


def prepare(words):
    pass


def plain(text):
    return text.lower().replace("ё", "е")


def grammemes(features, adjective):
    """The tags to ask for: a noun has its gender, and its animacy is what is asked about."""
    found = {NUMBERS.get(f) or CASES.get(f) for f in features} - {None}
    if adjective:
        found |= {GENDERS.get(f) or ANIMACIES.get(f) for f in features} - {None}
    return found


def parses(lemma, word, gender):
    """The readings of the dictionary form that fit, most likely first. A hyphenated word has bogus ones in the wrong
    gender, which inflect both halves; so the gender decides."""
    adjective, verb = "adj" in word.tags, "v" in word.tags
    result = []
    for p in analyser.parse(lemma):
        if verb:
            fits = p.tag.POS in ("INFN", "VERB")
        elif adjective:
            fits = p.tag.POS in ("ADJF", "PRTF") and "nomn" in p.tag and "masc" in p.tag
        else:
            # A participle or adjective may stand as a noun.
            fits = p.tag.POS == "NOUN" and "nomn" in p.tag and (gender is None or p.tag.gender in (gender, None) or "ms-f" in p.tag or "GNdr" in p.tag)
        if fits:
            result.append(p)
    # The dictionary's own words before guesses by ending.
    return sorted(result, key=lambda p: not p.is_known)


def judge(word):
    adjective, verb = "adj" in word.tags, "v" in word.tags
    plural_only = all("pl" in f for f, _ in word.cells)
    result = []
    for features, form in word.cells:
        if verb:
            right = any(p.tag.POS in VERBAL and p.is_known for p in analyser.parse(form.split()[-1]))
            result.append(Verdict(CONFIRMED if right else UNKNOWN))
            continue
        if "inv" in word.tags:
            result.append(Verdict(CONFIRMED if form == word.lemma else DIFFERENT, word.lemma))
            continue
        gender = next((GENDERS[f] for f in features if f in GENDERS), None)
        lemma = word.feminine if word.feminine and gender == "femn" else word.lemma
        expected = []
        for p in parses(lemma, word, None if adjective or plural_only else gender):
            asked = grammemes(features, adjective)
            animate = p.tag.animacy == "anim"
            if not adjective and "acc" in features and animate != ("anim" in features):
                # The same word for a person and a thing, or a guess: the accusative follows the animacy that we mean.
                same = "gent" if "anim" in features else "nomn"
                if "pl" in features or gender == "masc":
                    asked = asked - {"accs"} | {same}
            inflected = p.inflect(asked)
            if inflected:
                expected.append(inflected.word)
        if not expected:
            result.append(Verdict(UNKNOWN))
        elif any(plain(form) == plain(e) for e in expected):
            result.append(Verdict(CONFIRMED))
        else:
            result.append(Verdict(DIFFERENT, " or ".join(dict.fromkeys(expected))))
    return result
