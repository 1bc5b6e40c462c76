"""What motjuste says of PDF files, held against PyMuPDF and pdftotext; see scripts/pdf-oracles.

    pdf.py PROGRAM WORK FILE...
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree

import pymupdf

# Points by which an edge may differ: programs round differently.
TOLERANCE = 1.0


def check(program, file, *arguments):
    command = [program, "check", "--format", "json", "--pack", "inclusive=off", *arguments, str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{file}: exit status {done.returncode}: {done.stderr}")
    return [f for report in json.loads(done.stdout)["files"] for f in report["findings"]]


def plain(text):
    """Letters and digits alone: what a hyphen, a space or a line end means is each program's own business."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if c.isalnum())


def rectangles(page, area):
    """The quads of an area as PyMuPDF counts: from the upper left corner of the page."""
    up = ~page.transformation_matrix
    for x1, y1, x2, y2, x3, y3, x4, y4 in area["quads"]:
        corners = [pymupdf.Point(x, y) * ~up for x, y in ((x1, y1), (x2, y2), (x3, y3), (x4, y4))]
        yield pymupdf.Rect(
            min(p.x for p in corners), min(p.y for p in corners), max(p.x for p in corners), max(p.y for p in corners)
        )


def characters(page):
    for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_LIGATURES)["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                for char in span["chars"]:
                    yield char["c"], pymupdf.Rect(char["bbox"])


def same_characters(document, findings, say):
    """What stands in our rectangles, by PyMuPDF's places of characters, is the finding, and its edges are ours."""
    for finding in findings:
        inside = ""
        for area in finding["areas"]:
            page = document[area["page"] - 1]
            chars = list(characters(page))
            for box in rectangles(page, area):
                middle = lambda r: pymupdf.Point((r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2)
                own = [(c, r) for c, r in chars if middle(r) in box and not c.isspace()]
                inside += "".join(c for c, _ in own)
                if own:
                    left, right = min(r.x0 for _, r in own), max(r.x1 for _, r in own)
                    if abs(left - box.x0) > TOLERANCE or abs(right - box.x1) > TOLERANCE:
                        say(f"{finding['text']!r}: from {box.x0:.1f} to {box.x1:.1f}, not {left:.1f} to {right:.1f}")
        if plain(inside) != plain(finding["text"]):
            say(f"{finding['text']!r} ({finding['part']}): PyMuPDF sees {inside!r} there")


def same_words(pdf, findings, say):
    """The words of pdftotext that our rectangles touch hold the finding."""
    if not shutil.which("pdftotext"):
        return False
    bbox = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    bbox = re.sub(r' xmlns="[^"]*"', "", bbox[bbox.index("<html") :])
    pages = []
    for page in ElementTree.fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", bbox)).iter("page"):
        height = float(page.get("height"))
        words = [([float(w.get(k)) for k in ("xMin", "yMin", "xMax", "yMax")], w.text or "") for w in page.iter("word")]
        pages.append((height, words))
    for finding in findings:
        text = ""
        for area in finding["areas"]:
            height, words = pages[area["page"] - 1]
            for quad in area["quads"]:
                left, right = min(quad[0::2]), max(quad[0::2])
                middle = height - (min(quad[1::2]) + max(quad[1::2])) / 2
                for (x0, y0, x1, y1), word in words:
                    if y0 <= middle <= y1 and min(x1, right) - max(x0, left) > 0.5:
                        text += word
        if plain(finding["text"]) not in plain(text):
            say(f"{finding['text']!r} ({finding['part']}): pdftotext sees {text!r} there")
    return True


def same_findings(program, work, document, findings, say):
    """Every entry that is found in PyMuPDF's text, where nothing is known of columns and tags, is found in the PDF."""
    text = work / "text.txt"
    pages = ["\n".join(b[4] for b in page.get_text("blocks")) for page in document]
    text.write_text("\n\n".join(pages).replace("\u00ad\n", "").replace("\u00ad", ""))
    plain_findings = {f["entry"] for f in check(program, text)}
    for entry in sorted(plain_findings - {f["entry"] for f in findings}):
        say(f"{entry} is found in the text alone, and not in the PDF")


def annotated(program, work, pdf, findings, say):
    copy = work / f"{pdf.stem}.annotated.pdf"
    run = lambda file, to: subprocess.run([program, "check", "--pack", "inclusive=off", "--annotate", to, file], capture_output=True, text=True)
    done = run(pdf, copy)
    if not copy.exists():
        say(f"no annotated copy: {done.stderr}")
        return
    if not copy.read_bytes().startswith(pdf.read_bytes()):
        say("the copy does not begin with the bytes of the file")
    if shutil.which("qpdf"):
        report = subprocess.run(["qpdf", "--check", copy], capture_output=True, text=True)
        if report.returncode != 0:
            say(f"qpdf: {report.stdout} {report.stderr}")
    document, before = pymupdf.open(copy), pymupdf.open(pdf)
    notes = []
    for page, old in zip(document, before):
        for note in page.annots(types=[pymupdf.PDF_ANNOT_HIGHLIGHT]):
            info = note.info
            if info["title"] != "motjuste" or "\n" not in info["content"].replace("\r", "\n") or not note.has_popup:
                say(f"page {page.number + 1}: a note without its author, its text or its window: {info}")
            notes.append(page.number + 1)
            clip = note.rect & page.rect
            if page.get_pixmap(clip=clip).samples == old.get_pixmap(clip=clip).samples:
                say(f"page {page.number + 1}: {info['subject']!r} cannot be seen")
    expected = sorted(area["page"] for f in findings for area in f["areas"])
    if sorted(notes) != expected:
        say(f"notes on pages {sorted(notes)}, findings on {expected}")
    if [f["fingerprint"] for f in check(program, copy)] != [f["fingerprint"] for f in check(program, pdf)] and pdf.name == copy.name:
        say("the copy has other findings")
    again = work / "again.pdf"
    run(copy, again)
    if again.exists():
        say("notes that are there already were added again")
        again.unlink()


def main():
    program, work, *files = sys.argv[1:]
    work = pathlib.Path(work)
    failed = 0
    for name in files:
        pdf = pathlib.Path(name)
        problems = []
        findings = check(program, pdf)
        document = pymupdf.open(pdf)
        if not findings:
            problems.append("nothing was found")
        same_characters(document, findings, problems.append)
        has_poppler = same_words(pdf, findings, problems.append)
        same_findings(program, work, document, findings, problems.append)
        annotated(program, work, pdf, findings, problems.append)
        others = "PyMuPDF, pdftotext" if has_poppler else "PyMuPDF (pdftotext is not there)"
        qpdf = ", qpdf" if shutil.which("qpdf") else " (qpdf is not there)"
        print(f"{pdf.name}: {len(findings)} findings on {len(document)} pages held against {others}{qpdf}: {len(problems)} differences")
        for problem in problems:
            print(f"  {problem}")
        failed += len(problems)
    return 1 if failed else 0


sys.exit(main())
