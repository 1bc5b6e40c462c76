"""A small book for epubcheck: epub.py FILE writes it."""

import sys
import zipfile

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en" lang="en">
<head><title>{title}</title></head>
<body>{body}</body>
</html>
"""
PARTS = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>""",
    "EPUB/book.opf": """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:6e2f8a9c-0d0b-4a0e-9d8a-8f7a2c1b3d4e</dc:identifier>
<dc:title>A clinic for prostitutes</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="one"/></spine></package>""",
    "EPUB/nav.xhtml": PAGE.format(
        title="Contents", body='<nav epub:type="toc"><ol><li><a href="one.xhtml">A clinic for prostitutes</a></li></ol></nav>'
    ),
    "EPUB/one.xhtml": PAGE.format(
        title="A clinic", body="<h1>A clinic for prostitutes</h1><p>The prostitutes have opened a clinic &amp; a library.</p>"
    ),
}

with zipfile.ZipFile(sys.argv[1], "w") as book:
    for name, text in PARTS.items():
        book.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
