"""The logo of the letterhead, which anybody may have put into the shared folder: its dots are printed, or nothing."""

from __future__ import annotations

import os
import re
import struct
import sys
import zlib
from base64 import b64decode
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from pypdfium2 import PdfDocument, raw
from tests.adopting import adopted
from tests.file_texts import parts
from tests.papers_made import minutes
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.records import Group
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.papers.files import PlannedFile, planned
from ictwg.papers.forms import MARKDOWN, SHEETS, WEB_PAGE, WORD, FileForm

HIDDEN = "Maria-at-home"
RED = (200, 30, 30)


def png(size: tuple[int, int] = (60, 40)) -> bytes:
    """With a text and a comment in it."""
    about, made = PngImagePlugin.PngInfo(), BytesIO()
    about.add_text("Author", HIDDEN)
    about.add_itxt("Comment", HIDDEN, zip=True)
    Image.new("RGBA", size, (*RED, 255)).save(made, "PNG", pnginfo=about)
    return made.getvalue()


def photograph(camera: Image.Exif | None = None) -> bytes:
    """Taken by a telephone that says where, and held it upright."""
    where, made = camera or Image.Exif(), BytesIO()
    where[0x0112], where[0x010F] = 6, HIDDEN
    where.get_ifd(0x8825)[0x001D] = HIDDEN
    Image.new("RGB", (60, 40), RED).save(made, "JPEG", exif=where, comment=HIDDEN.encode())
    assert HIDDEN.encode() in made.getvalue()
    return made.getvalue()


def written(folder: Path, logo: str, form: FileForm) -> PlannedFile:
    rich = rich_meeting()
    (group,) = rich.state.all(Group)
    lines = Group.letterhead("Republic of Example\nMinistry of Examples")
    rich.state.apply(Edit("verbs.edited").update(group, Group.logo(logo), lines).done())
    return planned(
        minutes(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "en").document, form, str(folder / "group.json")
    )


def picture_in(data: bytes, form: FileForm) -> Image.Image | None:
    """The one that a paper shows."""
    if form is WORD:
        found = [part for name, part in parts(data).items() if name.startswith("word/media/")]
    elif form is WEB_PAGE:
        found = [b64decode(one) for one in re.findall(r'src="data:image/\w+;base64,([\w+/=]+)"', data.decode())]
    else:
        page = PdfDocument(data)[0]
        drawn = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        return next((one.get_bitmap().to_pil() for one in drawn), None)
    assert len(found) < 2
    return Image.open(BytesIO(found[0])) if found else None


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)
@pytest.mark.parametrize("make", [png, photograph])
def test_its_dots_are_printed_and_nothing_else(make: Callable[[], bytes], form: FileForm, tmp_path: Path) -> None:
    (tmp_path / "logos").mkdir()
    (tmp_path / "logos" / "ours").write_bytes(make())
    made = written(tmp_path, "logos/ours", form)
    assert not made.notices
    found = picture_in(made.data, form)
    assert found is not None
    assert found.size == ((60, 40) if make is png else (40, 60))
    assert all(abs(one - wanted) < 8 for one, wanted in zip(found.convert("RGB").getpixel((9, 9)), RED, strict=True))  # type: ignore[arg-type]  # three numbers
    assert not {*found.info} - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert form.is_ours(made.data)
    assert made.data == written(tmp_path, "logos/ours", form).data


def test_what_is_read_back_has_it_not(tmp_path: Path) -> None:
    assert not written(tmp_path, "nowhere.png", MARKDOWN).notices


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int) -> bytes:
    """A picture of so many dots that say nothing, in a few kilobytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0))
    dots = chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9))
    return b"\x89PNG\r\n\x1a\n" + head + dots + chunk(b"IEND", b"")


def drawn(kind: str, width: int = 9) -> bytes:
    """A whole picture in black and white."""
    made = BytesIO()
    Image.new("1", (width, width)).save(made, kind)
    return made.getvalue()


def elsewhere(folder: Path) -> Path:
    (folder.parent / "home.png").write_bytes(png())
    return folder.parent / "home.png"


def linked(folder: Path) -> None:
    (folder / "logo").symlink_to(elsewhere(folder))


make_pipe: Callable[[Path], object] = getattr(os, "mkfifo", Path)

FILES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "missing": ("files.missing", lambda _: None),
    "link": ("files.outside", linked),
    "folder": ("files.no_file", lambda folder: (folder / "logo").mkdir()),
    "pipe": ("files.no_file", lambda folder: make_pipe(folder / "logo")),
    "empty": ("letterhead.no_picture", lambda folder: (folder / "logo").touch()),
    "large": ("letterhead.too_large", lambda folder: (folder / "logo").write_bytes(png() + bytes(1 << 20))),
    "many_dots": ("letterhead.no_picture", lambda folder: (folder / "logo").write_bytes(drawn("PNG", 4001))),
    "other_kind": ("letterhead.no_picture", lambda folder: (folder / "logo").write_bytes(drawn("GIF"))),
    "huge": ("letterhead.no_picture", lambda folder: (folder / "logo").write_bytes(bomb(65_000))),
    "more_than_said": ("letterhead.no_picture", lambda folder: (folder / "logo").write_bytes(bomb(3000))),
    "cut": ("letterhead.no_picture", lambda folder: (folder / "logo").write_bytes(png((900, 900))[:-200])),
    "cut_photograph": ("letterhead.no_picture", lambda folder: (folder / "logo").write_bytes(photograph()[:-200])),
    "drawing": ("letterhead.no_picture", lambda folder: (folder / "logo").write_text("<svg onload='x()'/>")),
}


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)
@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_logo_stops_no_paper(what: str, form: FileForm, tmp_path: Path) -> None:
    if sys.platform == "win32" and what in {"link", "pipe"}:
        pytest.skip("links and pipes are for others")
    (folder := tmp_path / "shared").mkdir()
    why, make = FILES[what]
    make(folder)
    made = written(folder, "logo", form)
    assert picture_in(made.data, form) is None
    (notice,) = made.notices
    assert t(why, path="logo") in notice
    assert t("letterhead.how") in notice or "Copy the file" in notice


@pytest.mark.parametrize(
    "name", ["../home.png", "logos/../../home.png", "/dev/zero", "C:\\home.png", "\\\\host\\x.png"]
)
def test_a_path_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    (folder := tmp_path / "shared").mkdir()
    elsewhere(folder)
    made = written(folder, name, WEB_PAGE)
    assert picture_in(made.data, WEB_PAGE) is None
    assert len(made.notices) == 1


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)
def test_without_what_reads_pictures_it_is_written_without(
    form: FileForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logo").write_bytes(png())
    monkeypatch.setitem(sys.modules, "PIL", None)
    (notice,) = written(tmp_path, "logo", form).notices
    assert t("forms.missing.hint") in notice


def test_adopted_minutes_keep_the_logo_of_their_day(tmp_path: Path) -> None:
    rich = rich_meeting()
    (group,) = rich.state.all(Group)
    rich.state.apply(Edit("verbs.edited").update(group, Group.logo("old.png")).done())
    meeting = adopted(rich.state, rich.meeting, date(2010, 4, 1))
    rich.state.apply(Edit("verbs.edited").update(group, Group.logo("new.png")).done())
    (tmp_path / "old.png").write_bytes(png())

    def said() -> PlannedFile:
        page = minutes(rich.state, meeting, Audience.MEMBERS, date(2010, 5, 1), "en")
        return planned(page.document, WORD, str(tmp_path / "group.json"))

    assert picture_in(said().data, WORD) is not None
    (tmp_path / "old.png").rename(tmp_path / "new.png")
    assert picture_in(said().data, WORD) is None
    assert "old.png" in said().notices[0]
