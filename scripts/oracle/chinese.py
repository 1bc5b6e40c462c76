"""Chinese: OpenCC turns the traditional spelling into the simplified one that stands beside it."""

import csv
from itertools import groupby

import opencc

to_simplified = opencc.OpenCC("t2s")
to_traditional = opencc.OpenCC("s2t")
# 群 and 台 are written so in Hong Kong and Taiwan, whatever the dictionaries' own standard (羣, 臺, 檯) says.
in_use = [opencc.OpenCC("s2hk"), opencc.OpenCC("s2tw")]


def compare(stream, known):
    """Prints what differs; returns the exit status and the golden lines, traditional spelling and simplified one."""
    rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    used, wrong, pairs, golden = set(), 0, 0, set()
    for entry, group in groupby(rows, key=lambda r: r["entry"]):
        group = list(group)
        simplified = {r["form"] for r in group if r["features"] != "hant"}
        traditional = {r["form"] for r in group if r["features"] != "hans"}
        # Names are listed in each script by themselves: the partner stands among them.
        either = {r["form"] for r in group if r["features"] not in ("hans", "hant")}
        partners = {to_simplified.convert(form): form for form in either if to_simplified.convert(form) != form}
        problems = []
        for row in group:
            form = row["form"]
            if row["features"] == "hant":
                pairs += 1
                golden.add((form, "confirmed", to_simplified.convert(form)))
                if to_simplified.convert(form) not in simplified:
                    problems.append((form, f"traditional; its simplified spelling would be {to_simplified.convert(form)}"))
            elif row["features"] == "hans":
                if to_simplified.convert(form) != form:
                    problems.append((form, f"said to be simplified; would be {to_simplified.convert(form)}"))
                if not {to_simplified.convert(t) for t in traditional} & {form}:
                    problems.append((form, f"has no traditional partner; would be {to_traditional.convert(form)}"))
            elif form in partners and partners[form] != form or to_simplified.convert(form) in either - {form}:
                pairs += 1
                golden.add((partners.get(form, form), "confirmed", to_simplified.convert(form)))
            elif to_simplified.convert(form) != form:
                problems.append((form, f"said to be the same in both; simplified would be {to_simplified.convert(form)}"))
            elif form not in (c.convert(form) for c in in_use):
                problems.append((form, f"said to be the same in both; traditional would be {to_traditional.convert(form)}"))
        for form, problem in dict.fromkeys(problems):
            key = next((k for k in [(entry, form), ("*", form)] if k in known), None)
            if key:
                used.add(key)
            else:
                wrong += 1
                print(f"zh\t{entry}\t{form}\t{problem}")
    for key in known.keys() - used:
        print(f"zh\t{key[0]}\t{key[1]}\tknown.tsv: no longer needed, take the line out")
    print(f"zh: {len(rows)} spellings, {pairs} traditional ones held against their simplified partners, {wrong} differ, {len(used)} judged by hand")
    return (1 if wrong or known.keys() - used else 0), golden
