"""Word papers stand on the group's letterhead document, of which nothing is taken over but what is on a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from tests.file_texts import parts, xml_parts
from tests.hostile_letterhead import EVIL, SHOWN, hostile_letterhead, letterhead, picture, zipped
from tests.papers_made import minutes
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.records import Group
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.papers.files import PlannedFile, planned
from ictwg.papers.forms import PDF, WORD, FileForm

LINES, FOOT = "Republic of Example", "1 Example Street"


def written(folder: Path, form: FileForm = WORD, name: str = "base.docx") -> PlannedFile:
    rich = rich_meeting()
    (group,) = rich.state.all(Group)
    told = Group.letterhead_document(name), Group.letterhead(LINES), Group.paper_footer(FOOT)
    rich.state.apply(Edit("verbs.edited").update(group, *told).done())
    document = minutes(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "en").document
    return planned(document, form, str(folder / "group.json"))


def test_it_is_what_papers_stand_on(tmp_path: Path) -> None:
    (tmp_path / "base.docx").write_bytes(letterhead())
    made = written(tmp_path)
    assert not made.notices
    assert made.data == written(tmp_path).data
    assert WORD.is_ours(made.data)
    word = docx.Document(BytesIO(made.data))
    section = word.sections[0]
    assert section.header.paragraphs[0].text == SHOWN[0]
    assert len(section.header.part.related_parts) == 1
    feet = [one.text for one in section.footer.paragraphs]
    assert feet[0] == SHOWN[-1]
    assert any("For members" in one for one in feet)
    assert FOOT not in feet
    assert not [one.text for one in word.paragraphs if LINES in one.text]
    assert section.left_margin is not None
    assert round(section.left_margin.mm) == 30
    assert word.styles["Heading 1"].font.size == docx.shared.Pt(26)
    table = word.tables[0]
    assert abs(sum(one.width or 0 for one in table.columns) - (210 - 30 - 31.75) * 36000) < 36000
    assert "evil" not in "".join(one.text for one in word.paragraphs)


def test_other_forms_have_the_lines_of_the_group(tmp_path: Path) -> None:
    assert written(tmp_path, PDF) == written(tmp_path, PDF, "")


def test_an_empty_head_leaves_room_for_the_lines(tmp_path: Path) -> None:
    made = BytesIO()
    docx.Document().save(made)
    (tmp_path / "base.docx").write_bytes(made.getvalue())
    word = docx.Document(BytesIO(written(tmp_path).data))
    assert word.paragraphs[0].text == LINES
    assert word.sections[0].footer.paragraphs[-1].text == FOOT


def test_nothing_else_is_taken_over(tmp_path: Path) -> None:
    hostile = hostile_letterhead()
    assert sum(EVIL.encode() in part for part in parts(hostile).values()) > 10
    (tmp_path / "base.docx").write_bytes(hostile)
    made = written(tmp_path)
    assert made.notices == (t("letterhead.in_part", path="base.docx"),)
    found = parts(made.data)
    assert not [name for name in found if not re.fullmatch(PARTS, name)]
    assert [part[at - 20 : at + 40] for part in found.values() if (at := part.lower().find(EVIL.encode())) >= 0] == []
    trees = xml_parts(zipped({name: part for name, part in found.items() if not name.startswith("word/media")}))
    for name, part in trees.items():
        assert not {one.tag.rpartition("}")[2] for one in part.iter()} & ACTIVE, name
        assert not [one for one in part.iter() if one.get("TargetMode")], name
        assert not [key for one in part.iter() for key, _ in one.items() if re.search("rsid|author", key)], name
    drawn = [one for one in trees["word/header1.xml"].iter() if one.tag.endswith("}graphicData")]
    assert [bool(len(one)) for one in drawn] == [True] * 3
    assert not [one for one in trees["word/header1.xml"].iter() if one.tag.endswith("}numPr")]
    assert all(one[-1].tag.endswith("}p") for one in trees["word/header1.xml"].iter() if one.tag.endswith("}tc"))
    assert not any("blip" in one.tag for one in trees.get("word/theme/theme1.xml", ()))
    head = "".join(trees["word/header1.xml"].itertext())
    assert all(one in head for one in SHOWN[:-1])
    assert [one for name, one in found.items() if name.startswith("word/media")] != []
    numbers = [
        one.text
        for name in ("header1", "footer1")
        for one in trees[f"word/{name}.xml"].iter()
        if one.tag.endswith("instrText")
    ]
    assert numbers == [" PAGE ", " \\* MERGEFORMAT "]
    styles = docx.Document(BytesIO(made.data)).styles
    assert styles["Boxed"].style_id == "Boxed"
    assert styles["Heading 2"].style_id == "Heading2"


PARTS = (
    r"\[Content_Types\].xml|(word/)?_rels/[\w.]*\.rels|docProps/core\.xml|word/media/image1\.png"
    r"|word/(document|styles|settings|numbering|footer1|header1|theme/theme1)\.xml"
)
ACTIVE = {
    "hyperlink",
    "altChunk",
    "object",
    "pict",
    "control",
    "subDoc",
    "attachedTemplate",
    "dataBinding",
    "hlinkClick",
}
ACTIVE |= {
    "OLEObject",
    "comment",
    "commentReference",
    "del",
    "ins",
    "sdt",
    "customXml",
    "ffData",
    "AlternateContent",
    "extLst",
    "pPrChange",
}


def test_its_entities_say_nothing(tmp_path: Path) -> None:
    made = parts(letterhead())
    said = made["word/header1.xml"].replace(b"<w:hdr ", LAUGHS).replace(b"Ministry", b"Ministry &b;&c;")
    (tmp_path / "base.docx").write_bytes(zipped(made | {"word/header1.xml": said}))
    assert not [part for part in parts(written(tmp_path).data).values() if b"haha" in part or b"root:" in part]


LAUGHS = b'<!DOCTYPE w:hdr [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><w:hdr '


def without(name: str) -> bytes:
    return zipped({one: part for one, part in parts(letterhead()).items() if one != name})


def with_part(name: str, old: bytes, new: bytes) -> bytes:
    made = parts(letterhead())
    assert old in made[name]
    return zipped(made | {name: made[name].replace(old, new)})


MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DEEP = b"<w:p>" * 5000 + b"</w:p>" * 5000

FILES: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"Ministry",
    "old_or_encrypted": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "cut": lambda: letterhead()[:-500],
    "picture": picture,
    "bomb": lambda: zipped(parts(letterhead()) | {"word/media/x.png": bytes(30_000_000)}),
    "no_text": lambda: without("word/document.xml"),
    "no_styles": lambda: without("word/styles.xml"),
    "no_start": lambda: without("_rels/.rels"),
    "macros": lambda: with_part("[Content_Types].xml", PLAIN, MACROS),
    "nowhere": lambda: with_part("word/_rels/document.xml.rels", b'"styles.xml"', b'"../../../etc/passwd"'),
    "deep": lambda: with_part("word/header1.xml", b"<w:p>", DEEP + b"<w:p>"),
    "no_page": lambda: with_part("word/document.xml", b"w:sectPr", b"w:sectXx"),
    "narrow": lambda: with_part("word/document.xml", b'w:w="11906"', b'w:w="1190"'),
    "not_a_number": lambda: with_part("word/document.xml", b'w:w="11906"', b'w:w="wide"'),
    "no_head": lambda: without("word/header1.xml"),
    "large": lambda: letterhead() + bytes(1 << 20),
}


@pytest.mark.parametrize("what", FILES)
def test_one_that_cannot_be_used_stops_no_paper(what: str, tmp_path: Path) -> None:
    (tmp_path / "base.docx").write_bytes(FILES[what]())
    made = written(tmp_path)
    why = t(f"letterhead.{'too_large' if what == 'large' else 'no_document'}", path="base.docx")
    assert made.notices == (t("letterhead.without_document", why=why, how=t("letterhead.how")),)
    assert made.data == written(tmp_path, name="").data
