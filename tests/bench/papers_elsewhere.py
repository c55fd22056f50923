"""Every paper in every form and four languages as other programs read it, compared with our web page cell by cell.

    python -m tests.bench.papers_elsewhere [--write]

Word and web page by LibreOffice and pandoc, spreadsheets by LibreOffice, PDF by poppler, calendars and cards by
vobject; the web page printed by Chromium, where there is one. Needs `soffice`, `pandoc` and `pdftotext`; `--write`
keeps what was found in `results/papers_elsewhere.md`.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import vobject
from tests.bench.spreadsheets import AS_SHOWN, differs
from tests.every_paper import every_paper
from tests.file_texts import Page, said
from tests.hostile_letterhead import hostile_letterhead, picture
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.app.catalogue import LIST
from ictwg.app.opening import open_group
from ictwg.domain.records import Meeting
from ictwg.domain.values import Audience
from ictwg.papers.blocks import NOTHING, plain_text
from ictwg.papers.entries import Event
from ictwg.papers.forms import CALENDAR, CARDS, PDF, SPREADSHEET, WEB_PAGE, WORD
from ictwg.papers.sheet_csv import rows_of
from ictwg.records.reference_data import data_file
from ictwg.store.local.home import Home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tests.every_paper import Made

LANGUAGES = ("en", "pt", "id", "tet")
TODAY = date(2010, 3, 12)
RESULTS = Path(__file__).with_name("results") / "papers_elsewhere.md"
BAR, HYPHEN = re.compile("[█░ ]*"), re.compile("[-\u00ad\u200b\u2010]\n*")


class Difference(NamedTuple):
    reader: str
    paper: str
    ours: str
    theirs: str


class Found:
    """What each reader has read, and what of it differs."""

    def __init__(self) -> None:
        self.files: Counter[str] = Counter()
        self.compared: Counter[str] = Counter()
        self.differ: list[Difference] = []

    def texts(self, reader: str, paper: str, ours: Sequence[str], theirs: Sequence[str]) -> None:
        """Those in which something stands, in their order."""
        ours, theirs = (tuple(text for text in map(said, texts) if not BAR.fullmatch(text)) for texts in (ours, theirs))
        self.compared[reader] += len(ours)
        if ours != theirs:
            at = next((n for n, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), -1)
            self.differ.append(
                Difference(reader, paper, ours[at][:80] if ours else "", theirs[at][:80] if theirs else "")
            )

    def words(self, reader: str, paper: str, ours: str, theirs: str) -> None:
        """Whatever their order: what is said, each as often; a foot of a page may say more."""
        self.files[reader] += 1
        told, read = (Counter(re.findall(r"[^\W_]+", HYPHEN.sub("", text))) for text in (ours, theirs))
        self.compared[reader] += sum(told.values())
        if missing := told - read:
            self.differ.append(Difference(reader, paper, " ".join(list(missing)[:8]), ""))


def papers(folder: Path) -> dict[str, Made]:
    """Of the example group, and what tells of the rich meeting; lists in Portuguese alone."""
    (folder / "group.json").write_bytes(data_file("example.json"))
    example = open_group(str(folder / "group.json"), home=Home.at(str(folder / "home")), writer=False, today=TODAY)
    made: dict[str, Made] = {}
    for lang in LANGUAGES:
        of_example = every_paper(example.state, TODAY, Audience.SECRETARIAT, lang)
        found = [("example", one) for one in of_example if one.paper.of != LIST or lang == "pt"]
        rich = every_paper(rich_meeting().state, MEETS_ON, Audience.SECRETARIAT, lang)
        found += [("rich", one) for one in rich if one.paper.of == Meeting.SINGULAR]
        for group, one in found:
            forms = "-".join(form.name for form in one.forms if form.tabular)
            made[f"{lang}-{group}-{one.name}{forms and '-t'}"] = one
    minutes = next(one for name, one in made.items() if one.paper.name == "minutes" and name.startswith("en-rich"))
    return made | {"on-a-letterhead": _on_letterhead(minutes)}


def _on_letterhead(made: Made) -> Made:
    """With a logo, under a letterhead document that does what it can to stop a reader."""
    setup = replace(made.document.setup, base=hostile_letterhead(), picture=picture())
    return made._replace(document=replace(made.document, setup=setup))


def written(folder: Path, made: dict[str, Made]) -> Iterator[tuple[str, Made, Path]]:
    for name, one in made.items():
        for form in one.forms:
            path = folder / f"{name}{form.suffix}"
            path.write_bytes(form.write(one.document))
            yield form.name, one, path


def office(folder: Path, out: str, into: str, files: Iterable[Path]) -> Path:
    """All of one kind in one call."""
    target = folder / out
    command = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", into]
    subprocess.run([*command, "--outdir", str(target), *map(str, files)], check=True, capture_output=True)
    return target


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def page_of(html: str) -> Page:
    """A page of another program: what stands in its body; its classes are looks, those of our page hide something."""
    body = re.sub("^<body[^>]*>", "", html[html.index("<body") :]) if "<body" in html else html
    return Page(b"<body>" + re.sub(' class="[^"]*"', "", body).encode())


def compare(folder: Path, found: Found) -> None:
    files = list(written(folder, papers(folder)))
    of = {name: [(one, path) for form, one, path in files if form == name] for name in {form for form, *_ in files}}
    pages = {path.stem: Page(path.read_bytes()) for _, path in of[WEB_PAGE.name]}
    word, web = ([path for _, path in of[form.name]] for form in (WORD, WEB_PAGE))
    read = office(folder, "word", "html:XHTML Writer File:UTF8", word)
    for path in word:
        told = page_of((read / f"{path.stem}.html").read_text(encoding="utf-8"))
        found.texts("LibreOffice, Word: cells", path.stem, pages[path.stem].cells, told.cells)
        found.words("LibreOffice, Word: words", path.stem, pages[path.stem].text, told.text)
    read = office(folder, "web", "txt:Text (encoded):UTF8", web)
    for path in web:
        told_text = (read / f"{path.stem}.txt").read_text(encoding="utf-8-sig")
        found.words("LibreOffice, web page: words", path.stem, pages[path.stem].text, told_text)
    each(word, lambda path: output("pandoc", "-f", "docx", "-t", "html", str(path)), pandoc_word(found, pages))
    to_plain = ("pandoc", "-f", "html", "-t", "plain", "--columns=9999")
    each(web, lambda path: output(*to_plain, str(path)), words_of(found, pages, "pandoc, web page: words"))
    printed = [path for _, path in of[PDF.name]]
    each(printed, lambda path: output("pdftotext", str(path), "-"), words_of(found, pages, "poppler, PDF: words"))
    if chromium := shutil.which("chromium"):
        each(
            web,
            lambda path: by_browser(chromium, folder, path),
            words_of(found, pages, "Chromium, web page as PDF: words"),
        )
    spreadsheets(folder, found, of[SPREADSHEET.name])
    for one, path in [*of[CALENDAR.name], *of[CARDS.name]]:
        entries(found, one, path)


def each(paths: Sequence[Path], read: Callable[[Path], str], judge: Callable[[Path, str], None]) -> None:
    with ThreadPoolExecutor(2) as pool:
        for path, text in zip(paths, pool.map(read, paths), strict=True):
            judge(path, text)


def pandoc_word(found: Found, pages: dict[str, Page]) -> Callable[[Path, str], None]:
    def judge(path: Path, html: str) -> None:
        told = page_of(html)
        found.texts("pandoc, Word: cells", path.stem, pages[path.stem].cells, told.cells)
        found.words("pandoc, Word: words", path.stem, pages[path.stem].text, told.text)

    return judge


def words_of(found: Found, pages: dict[str, Page], reader: str) -> Callable[[Path, str], None]:
    def judge(path: Path, text: str) -> None:
        found.words(reader, path.stem, pages[path.stem].text, text)

    return judge


def by_browser(chromium: str, folder: Path, path: Path) -> str:
    made = folder / "browser" / f"{path.stem}.pdf"
    made.parent.mkdir(exist_ok=True)
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile' / path.stem}")
    output(chromium, *options, "--no-pdf-header-footer", f"--print-to-pdf={made}", path.as_uri())
    return output("pdftotext", str(made), "-")


def spreadsheets(folder: Path, found: Found, files: Sequence[tuple[Made, Path]]) -> None:
    """Each sheet is a file of its own, in the order of the sheets."""
    read = office(folder, "sheets", AS_SHOWN, [path for _, path in files])
    for one, path in files:
        sheets = sorted(read.glob(f"{path.stem}-*.csv"), key=lambda sheet: sheet.stat().st_mtime_ns)
        theirs = [row for sheet in sheets for row in csv.reader(sheet.open(encoding="utf-8", newline="")) if any(row)]
        ours = [row for row in rows_of(one.document.blocks) if any(map(plain_text, row))]
        found.files["LibreOffice, spreadsheet: cells"] += 1
        for texts, cells in zip(ours, [*theirs, *[[]] * len(ours)], strict=False):
            for text, cell in zip(texts, [*cells, *[""] * len(texts)], strict=False):
                found.compared["LibreOffice, spreadsheet: cells"] += 1
                if differs(text or NOTHING, cell):
                    said_here = plain_text(text)[:60]
                    found.differ.append(Difference("LibreOffice, spreadsheet: cells", path.stem, said_here, cell[:60]))


def entries(found: Found, one: Made, path: Path) -> None:
    read = list(vobject.readComponents(path.read_text(encoding="utf-8")))
    components = read[0].vevent_list if path.suffix == CALENDAR.suffix else read
    names = [part.summary.value if path.suffix == CALENDAR.suffix else part.fn.value for part in components]
    ours = [entry.title if isinstance(entry, Event) else entry.name for entry in one.document.entries]
    found.files["vobject, calendar and cards: entries"] += 1
    found.texts("vobject, calendar and cards: entries", path.stem, ours, names)


def report(found: Found, seconds: float) -> Iterator[str]:
    yield f"# Papers in other programs, {datetime.now(UTC):%Y-%m-%d}\n"
    yield "    python -m tests.bench.papers_elsewhere --write\n"
    yield f"{len(LANGUAGES)} languages, {seconds:.0f} s on two shared cores. {versions()}\n"
    yield "| Read by | files | compared | files or cells that differ |\n| --- | --- | --- | --- |"
    for reader, count in found.compared.items():
        wrong = sum(one.reader == reader for one in found.differ)
        files = found.files[reader] or found.files[reader.replace("cells", "words")]
        yield f"| {reader} | {files} | {count} | {wrong} |"
    yield ""
    yield from (f"- {one.reader}, {one.paper}: `{one.ours}` is `{one.theirs}`" for one in found.differ)


def versions() -> str:
    asked = (("soffice", "--version"), ("pandoc", "--version"), ("chromium", "--version"))
    return (
        "; ".join(output(*one).splitlines()[0] if shutil.which(one[0]) else f"{one[0]}: not had" for one in asked) + "."
    )


def main() -> None:
    folder, began, found = Path(tempfile.mkdtemp(prefix="papers-")), perf_counter(), Found()
    compare(folder, found)
    told = "\n".join(report(found, perf_counter() - began)) + "\n"
    print(told, folder)
    if "--write" in sys.argv:
        RESULTS.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
