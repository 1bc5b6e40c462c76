"""Word and LibreOffice files that `motjuste fix` wrote, opened in LibreOffice; see scripts/document-oracles.

Runs under the Python that LibreOffice's `uno` belongs to.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue

FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "fodt": "OpenDocument Text Flat XML", "rtf": "Rich Text Format", "txt": "Text (encoded)"}


def options(**values):
    result = []
    for name, value in values.items():
        option = PropertyValue()
        option.Name, option.Value = name, value
        result.append(option)
    return tuple(result)


class Office:
    """A LibreOffice with a profile of its own, spoken to over a pipe."""

    def __init__(self, is_hidden=True):
        self.is_hidden = is_hidden

    def __enter__(self):
        self.profile = tempfile.mkdtemp()
        pipe = pathlib.Path(self.profile).name
        self.process = subprocess.Popen(
            ["soffice", *(["--headless"] if self.is_hidden else []), "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"]
            + [f"-env:UserInstallation=file://{self.profile}", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        context = uno.getComponentContext()
        resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
        for _ in range(600):
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.1)
        else:
            raise SystemExit("LibreOffice does not answer")
        self.services = self.context.ServiceManager
        self.desktop = self.services.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)
        return self

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, path, **more):
        document = self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, options(Hidden=True, **more))
        if document is None:
            raise AssertionError(f"{path.name}: LibreOffice cannot read it")
        return document

    def store(self, document, path):
        more = {"FilterOptions": "UTF8,LF"} if path.suffix == ".txt" else {}
        document.storeToURL(path.resolve().as_uri(), options(FilterName=FILTERS[path.suffix[1:]], **more))

    def command(self, document, name):
        dispatcher = self.services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", self.context)
        dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{name}", "", 0, ())

    def text(self, path, command=None):
        """The text as LibreOffice exports it, after a command."""
        document = self.open(path)
        if command:
            self.command(document, command)
        out = path.with_name(f"{path.name}.{command}.txt")
        self.store(document, out)
        document.close(True)
        return out.read_text(encoding="utf-8-sig")


def each(enumerable):
    items = enumerable.createEnumeration()
    while items.hasMoreElements():
        yield items.nextElement()


def run(program, *arguments):
    result = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if result.returncode > 1:
        raise AssertionError(f"motjuste {' '.join(map(str, arguments))}: {result.stderr}")
    return result.stdout + (result.stderr if arguments[0] == "fix" else "")


def check(office, program, path):
    """Everything that has to hold of one document."""
    reviewed = path.with_name(f"{path.stem}.reviewed{path.suffix}")
    accepted = path.with_name(f"{path.stem}.accepted{path.suffix}")
    said = run(program, "fix", path, "--write-to", reviewed)
    counts = re.search(r"(\d+) tracked changes? and (\d+) comments?", said)
    assert counts, f"{path.name}: {said}"
    changes, comments = map(int, counts.groups())
    shutil.copy(path, accepted)
    run(program, "fix", "--accept", accepted)
    original = office.text(path)
    assert office.text(reviewed, "RejectAllTrackedChanges") == original, f"{path.name}: rejecting all does not give the original text"
    fixed = office.text(accepted)
    assert fixed != original, f"{path.name}: nothing was changed"
    assert office.text(reviewed, "AcceptAllTrackedChanges") == fixed, f"{path.name}: accepting all does not give the fixed text"
    document = office.open(reviewed)
    authors = {r.RedlineAuthor for r in each(document.Redlines)}
    seen = [f for f in each(document.TextFields) if f.supportsService("com.sun.star.text.textfield.Annotation")]
    assert authors == {"motjuste"}, f"{path.name}: changes by {authors}"
    assert len(seen) == comments, f"{path.name}: {comments} comments said, {len(seen)} seen"
    assert all(f.Author == "motjuste" and f.Content and f.Anchor.String for f in seen), f"{path.name}: a comment without its place"
    document.close(True)
    again = run(program, "fix", reviewed, "--write-to", path.with_name(f"again{path.suffix}"))
    assert "0 fixes applied" in again or "nothing" in again, f"{path.name}: a second fix changes something: {again}"
    print(f"{path.name}: {changes} changes, {comments} comments; accepted and rejected as they should be")


def check_places(office, program, path, least):
    """Every finding must stand in LibreOffice's reading of the document where motjuste says: the line is the paragraph."""
    report = json.loads(run(program, "check", "--format", "json", path))
    # What LibreOffice writes before an item of a list is not in the file.
    lines = [re.sub(r"^\s*\u2022 ", "", line) for line in office.text(path).split("\n")]
    findings = [f for file in report["files"] for f in file["findings"]]
    assert len(findings) == least, f"{path.name}: {len(findings)} findings; {least} in the same text as .odt"
    for finding in findings:
        line, column = finding["start"]["line"], finding["start"]["column"] - 1
        there = lines[line - 1][column : column + len(finding["text"])] if line <= len(lines) else "nothing"
        assert there == finding["text"], f"{path.name}:{line}:{column + 1}: {finding['text']}, and LibreOffice reads {there}"
    print(f"{path.name}: {len(findings)} findings stand where LibreOffice reads them")


def main():
    program, work = sys.argv[1], pathlib.Path(sys.argv[2])
    wrong = 0
    with Office() as office:
        for source in map(pathlib.Path, sys.argv[3:]):
            made = [source]
            if source.suffix == ".html":
                document = office.open(source, FilterName="HTML (StarWriter)")
                made = [work / f"{source.stem}-{kind}.{kind}" for kind in ("odt", "fodt", "docx")]
                for path in made:
                    office.store(document, path)
                read_only = work / f"{source.stem}-rtf.rtf"
                office.store(document, read_only)
                document.close(True)
                try:
                    report = json.loads(run(program, "check", "--format", "json", made[0]))
                    check_places(office, program, read_only, sum(len(f["findings"]) for f in report["files"]))
                except AssertionError as error:
                    wrong += 1
                    print(f"WRONG {error}")
            else:
                made = [pathlib.Path(shutil.copy(source, work))]
            for path in made:
                try:
                    check(office, program, path)
                except AssertionError as error:
                    wrong += 1
                    print(f"WRONG {error}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
