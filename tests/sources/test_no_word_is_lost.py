"""Every word of a file is in one of its blocks, or beside them, where the screen shows what was left over."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from subprocess import run
from zipfile import ZipFile

import mammoth
import pypdfium2
import pytest
from docx2python import docx2python
from lxml import etree
from tests.bench.printed_papers import MINISTRY
from tests.every_paper import every_paper
from tests.example_group import TODAY, example_group
from tests.imports.words_lost import words_lost
from tests.sources.broken import SAMPLES

from ictwg.domain.values import Audience
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.papers.forms import PDF, WEB_PAGE, WORD, FileForm
from ictwg.sources.formats import read
from ictwg.sources.lines import left_over, lines_of
from ictwg.sources.model import SourceBlock


def words(said: str) -> set[str]:
    """All of them, however the ends of lines divide them."""
    return set(re.findall(r"[^\W_]+", re.sub(r"[-\x02\xad\ufffe]\s*", "", said)))


def everything(block: SourceBlock) -> str:
    said = (block.number, re.sub(r"\*\*|~~", "", block.text), *(cell for row in block.rows for cell in row))
    return re.sub(r"\*\*|~~", "", "\n".join(said))


def by_mammoth(data: bytes) -> str:
    return str(mammoth.extract_raw_text(BytesIO(data)).value)


def by_docx2python(data: bytes) -> str:
    """Without where links lead, the names of pictures and the numbers that it gives to lists and notes."""
    with docx2python(BytesIO(data)) as found:
        return re.sub(
            r"</?a\b[^>]*>|----\S+?----|\b(?:foot|end)note\d+\)|^\s*(?:\w{1,5}\)|--)\t",
            " ",
            found.text,
            flags=re.MULTILINE,
        )


def by_pdfium(data: bytes) -> str:
    file = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in file)


def by_lxml(data: bytes) -> str:
    """What a browser shows; of a package all of its content."""
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as file:
            return " ".join(etree.fromstring(file.read("content.xml")).itertext())
    page = etree.HTML(data.decode())
    return " ".join(page.xpath("//body//text()[not(ancestor::style or ancestor::script)]"))


FEWEST = 400
"""Files of the three large corpora."""

AS_DOCUMENTS = (".docx", ".odt", ".html")

ORACLES: Mapping[str, tuple[Callable[[bytes], str], ...]] = {
    ".docx": (by_mammoth, by_docx2python),
    ".pdf": (by_pdfium,),
    ".html": (by_lxml,),
    ".odt": (by_lxml,),
}


def _files() -> Iterator[tuple[str, bytes]]:
    for file in sorted((*MINISTRY.iterdir(), *Path(__file__).parent.glob("papers/*.pdf"))):
        if file.suffix in ORACLES:
            yield file.name, file.read_bytes()
    yield from ((f"sample{suffix}", SAMPLES[suffix]) for suffix in (".html", ".odt"))


FILES = dict(_files())
FORMS = (WORD, PDF, WEB_PAGE)
OURS = [
    (made.paper.name, form, made.document)
    for made in every_paper(example_group().state, TODAY, Audience.SECRETARIAT)
    for form in FORMS
    if form in made.forms
]


def lost(suffix: str, data: bytes, oracles: Sequence[Callable[[bytes], str]] = (), *, joined: bool = False) -> set[str]:
    """Words that another reader finds and ours has nowhere, but for the numbers of pages.

    `joined`: what is one word here may be two there; so a narrow cell divides words, and a link that ends in one.
    """
    blocks = read(f"a{suffix}", data).blocks
    there = set().union(*(words(oracle(data)) for oracle in oracles or ORACLES[suffix]))
    said = "\n".join(map(everything, blocks))
    shown = "\n".join((*(line.text for line in lines_of(blocks)), *left_over(blocks)))
    hidden = words(bare(said)) - words(bare(shown))
    assert not {one for one in hidden if not (joined and one in re.sub(r"[\W_]+", "", shown))}, (
        "all of a block is shown"
    )
    whole = re.sub(r"[\W_]+", "", said) if joined or suffix == ".pdf" else ""
    return {word for word in there - words(said) if not word.isdigit() and word not in whole}


def bare(marked: str) -> str:
    """Without the signs of bold and struck words, and of a line that ends in a cell."""
    return re.sub(r"\*\*|~~", "", marked).replace("<br>", " ")


@pytest.mark.parametrize("name", FILES)
def test_no_word_of_a_file_is_lost(name: str) -> None:
    assert lost(f".{name.rpartition('.')[2]}", FILES[name]) == set()


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_no_word_of_our_papers_is_lost(form: FileForm) -> None:
    assert {
        name: gone for name, one, document in OURS if one is form and (gone := lost(form.suffix, form.write(document)))
    } == {}


@pytest.mark.parametrize("name", FILES)
def test_no_word_of_a_file_is_lost_on_its_way_to_records(name: str) -> None:
    assert not lost_in_records(name, FILES[name])


def lost_in_records(name: str, data: bytes) -> Mapping[str, int]:
    """What is in no entry, heading, person or fact of a meeting is in the list of what was left over."""
    lines = lines_of(read(name, data).blocks)
    text = "\n".join(line.text for line in lines)
    found = read_minutes(text, name, {}, [line.place for line in lines])
    return {} if found.not_minutes else words_lost(text, found)


@pytest.mark.corpus
@pytest.mark.pandoc
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("suffix", AS_DOCUMENTS)
def test_no_word_of_real_minutes_is_lost_as_a_document(
    corpus: Path, corpus_step: int, suffix: str, tmp_path: Path
) -> None:
    """Each file in one of the kinds, half a second for each; a few of them where the whole corpus is not asked for."""
    folders = ("ambassador-groups", "aswf-tac", "openjs-cpc")
    files = [file for folder in folders for file in sorted((corpus / folder).rglob("*.md"))]
    assert len(files) > FEWEST
    for file in files[AS_DOCUMENTS.index(suffix) :: len(AS_DOCUMENTS)][:: corpus_step**2]:
        made = tmp_path / f"made{suffix}"
        run(["pandoc", "-s", "-f", "gfm", str(file), "-o", str(made)], check=True, capture_output=True)
        gone = lost(suffix, made.read_bytes(), ORACLES[suffix][:1], joined=True)
        assert (gone, lost_in_records(f"{file.stem}{suffix}", made.read_bytes())) == (set(), {}), file
