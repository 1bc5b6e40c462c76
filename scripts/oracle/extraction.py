"""What motjuste reads of documents, beside what other libraries read of them; see scripts/document-oracles.

    extraction.py PROGRAM FOLDER

Makes a document of each format with the library of that format, has it checked, and compares: every word that was put in must be
found, in the part that it was put into; after a fix the library must read the new words, and everything else as it was.
"""

import json
import pathlib
import re
import subprocess
import sys
import zipfile

BAD, GOOD = "prostitutes", "sex workers"
# Places of a document, each with a sentence of its own.
SENTENCE = "The {} of the {} place have opened a clinic."


def sentence(place, word=BAD):
    return SENTENCE.format(word, place)


def word(path):
    import docx

    d = docx.Document()
    d.add_heading(sentence("heading"), 1)
    d.add_paragraph(sentence("body"))
    d.add_paragraph(sentence("list"), style="List Bullet")
    split = d.add_paragraph("The pros")
    split.add_run("titu").bold = True
    split.add_run("tes of the split place have opened a clinic.")
    d.add_table(1, 1).cell(0, 0).text = sentence("table")
    d.sections[0].header.paragraphs[0].text = sentence("header")
    d.sections[0].footer.paragraphs[0].text = sentence("footer")
    d.save(path)
    return ["heading", "body", "list", "split", "table", "header", "footer"]


def word_text(path):
    import docx

    d = docx.Document(path)
    section = d.sections[0]
    cells = [c for t in d.tables for row in t.rows for c in row.cells]
    paragraphs = [*d.paragraphs, *section.header.paragraphs, *section.footer.paragraphs, *(p for c in cells for p in c.paragraphs)]
    return [p.text for p in paragraphs]


def writer(path):
    from odf import table, text
    from odf.opendocument import OpenDocumentText

    d = OpenDocumentText()
    d.text.addElement(text.H(outlinelevel=1, text=sentence("heading")))
    d.text.addElement(text.P(text=sentence("body")))
    items = text.List()
    item = text.ListItem()
    item.addElement(text.P(text=sentence("list")))
    items.addElement(item)
    d.text.addElement(items)
    split = text.P(text="The pros")
    split.addElement(text.Span(text="titutes"))
    split.addText(" of the split place have opened a clinic.")
    d.text.addElement(split)
    grid = table.Table()
    grid.addElement(table.TableColumn())
    row, cell = table.TableRow(), table.TableCell()
    cell.addElement(text.P(text=sentence("table")))
    row.addElement(cell)
    grid.addElement(row)
    d.text.addElement(grid)
    d.save(path)
    return ["heading", "body", "list", "split", "table"]


def writer_text(path):
    from odf import teletype, text
    from odf.opendocument import load

    d = load(path)
    return [teletype.extractText(p) for kind in (text.H, text.P) for p in d.getElementsByType(kind)]


def slides(path):
    import pptx

    d = pptx.Presentation()
    slide = d.slides.add_slide(d.slide_layouts[1])
    slide.shapes.title.text = sentence("title")
    body = slide.placeholders[1].text_frame
    body.text = sentence("body")
    split = body.add_paragraph()
    for piece in ("The pros", "titutes of the split place have opened a clinic."):
        split.add_run().text = piece
    grid = slide.shapes.add_table(1, 1, 0, 0, 100, 100).table
    grid.cell(0, 0).text = sentence("table")
    slide.notes_slide.notes_text_frame.text = sentence("notes")
    d.save(path)
    return ["title", "body", "split", "table", "notes"]


def slides_text(path):
    import pptx

    texts = []
    for slide in pptx.Presentation(path).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts += [p.text for p in shape.text_frame.paragraphs]
            if shape.has_table:
                texts += [c.text for row in shape.table.rows for c in row.cells]
        texts.append(slide.notes_slide.notes_text_frame.text)
    return texts


def workbook(path):
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    d = openpyxl.Workbook()
    sheet = d.active
    sheet["A1"] = sentence("first")
    sheet["B2"] = sentence("second")
    sheet["B3"] = sentence("second")
    sheet["C4"] = CellRichText("The pros", TextBlock(InlineFont(b=True), "titutes"), " of the split place have opened a clinic.")
    sheet["D5"] = '="not " & "read"'
    d.save(path)
    # This library writes a text into each of its cells.
    return ["first", "second", "second", "split"]


def workbook_text(path):
    import openpyxl

    return [str(c.value) for row in openpyxl.load_workbook(path).active.iter_rows() for c in row if c.value is not None]


STORY = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<idPkg:Story xmlns:idPkg="http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging" DOMVersion="16.0"><Story Self="{name}">{body}</Story></idPkg:Story>
"""


def magazine(path):
    """As InDesign writes it: a part a story, a word cut by ranges of characters, a note of its own, a table."""

    def ranges(*pieces):
        return "".join(
            f'<CharacterStyleRange AppliedLanguage="$ID/English: UK"><Content>{p}</Content></CharacterStyleRange>' for p in pieces
        )

    def paragraph(*pieces):
        return f'<ParagraphStyleRange AppliedParagraphStyle="ParagraphStyle/Body">{ranges(*pieces)}<Br/></ParagraphStyleRange>'

    cell = f'<Table><Cell Name="0:0">{paragraph(sentence("table"))}</Cell></Table>'
    note = f"<Footnote>{paragraph(sentence('footnote'))}</Footnote>"
    stories = {
        "u1": paragraph(sentence("body")) + paragraph("The pros", "titu", "tes of the split place &amp; clinic."),
        "u2": paragraph(sentence("second")) + f"<ParagraphStyleRange><CharacterStyleRange>{cell}{note}</CharacterStyleRange></ParagraphStyleRange>",
    }
    sources = "".join(f'<idPkg:Story src="Stories/Story_{name}.xml"/>' for name in stories)
    space = 'xmlns:idPkg="http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.adobe.indesign-idml-package", zipfile.ZIP_STORED)
        archive.writestr("designmap.xml", f'<?xml version="1.0"?>\n<?aid style="50"?><Document {space}>{sources}</Document>')
        for name, body in stories.items():
            archive.writestr(f"Stories/Story_{name}.xml", STORY.format(name=name, body=body))
        archive.writestr("Resources/Graphic.xml", f"<idPkg:Graphic {space}/>")
    return ["body", "split", "second", "table", "footnote"]


def magazine_text(path):
    from lxml import etree

    texts = []
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None, path
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED), first
        for name in archive.namelist():
            root = etree.fromstring(archive.read(name)) if name.endswith(".xml") else None
            if name.startswith("Stories/"):
                for p in root.iter("ParagraphStyleRange"):
                    texts.append("".join(p.xpath("CharacterStyleRange/Content/text()")))
    return texts


FORMATS = {"docx": (word, word_text), "odt": (writer, writer_text), "pptx": (slides, slides_text), "xlsx": (workbook, workbook_text), "idml": (magazine, magazine_text)}


def run(program, *arguments):
    result = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if result.returncode > 1:
        raise AssertionError(result.stderr)
    return result.stdout


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    wrong = 0
    for ending, (make, read) in FORMATS.items():
        path = folder / f"extraction.{ending}"
        try:
            places = make(path)
            before = read(path)
            report = json.loads(run(program, "check", "--lang", "en", "--format", "json", path))
            found = [f for file in report["files"] for f in file["findings"] if f["text"] == BAD]
            assert len(found) == len(places), f"{len(places)} places, {len(found)} findings: {[f['part'] for f in found]}"
            run(program, "fix", "--lang", "en", "--accept", path)
            after = read(path)
            assert after == [re.sub(BAD, GOOD, text) for text in before], f"{before}\n{after}"
            assert sum(GOOD in text for text in after) >= len(places), after
            print(f"{path.name}: {len(places)} places found and fixed, as another library reads them")
        except AssertionError as error:
            wrong += 1
            print(f"WRONG {path.name}: {error}")
    sys.exit(1 if wrong else 0)


main()
