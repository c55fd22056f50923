"""Papers that are zips of parts: sealed whatever time and system zipped them, and known as ours only unchanged."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from random import Random
from struct import pack
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from ictwg.domain.values import Audience
from ictwg.papers.blocks import HeadingBlock, line
from ictwg.papers.document import Document
from ictwg.papers.zipped import is_ours, properties, sealed

TITLE = "Minutes <dc:description>ictwg sha256-" + "1" * 64 + "</dc:description>"


def packed(year: int) -> bytes:
    head = {"ref": "M-2010-03", "date": "2010-03-12", "version": "0.2"}
    said = properties(Document("", "en", Audience.MEMBERS, (HeadingBlock(1, line(TITLE)),), head=head))
    escaped = said.title.replace("<", "&lt;")
    core = f"<x><dc:title>{escaped}</dc:title><dc:description>{said.comments}</dc:description></x>"
    out = BytesIO()
    with ZipFile(out, "w") as parts:
        for name, text in (("[Content_Types].xml", "<types/>"), ("docProps/core.xml", core), ("a.xml", "<a>1</a>")):
            parts.writestr(ZipInfo(name, (year, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def changed(data: bytes, name: str, text: str) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_STORED) as after:
        parts = {one: before.read(one) for one in before.namelist()} | {name: text.encode()}
        for one, part in parts.items():
            after.writestr(one, part)
    return out.getvalue()


def test_one_bytes_whenever_it_was_zipped_and_ours_however_it_is_compressed() -> None:
    ours = sealed(packed(1990))
    assert ours == sealed(packed(2020))
    assert ours == sealed(ours)
    assert is_ours(ours)
    assert is_ours(changed(ours, "a.xml", "<a>1</a>"))


def test_whoever_changes_adds_or_copies_a_part_has_made_it_theirs() -> None:
    ours = sealed(packed(1990))
    core = ZipFile(BytesIO(ours)).read("docProps/core.xml").decode().replace("Minutes", "Other")
    theirs = (("a.xml", "<a>2</a>"), ("b.xml", ""), ("docProps/core.xml", core), ("docProps/core.xml", ""))
    assert not any(is_ours(changed(ours, name, text)) for name, text in theirs)
    assert not is_ours(packed(1990))


def test_no_bytes_are_too_strange_to_ask() -> None:
    ours, random = sealed(packed(1990)), Random(7)
    for _ in range(2000):
        broken = bytearray(ours)
        for _ in range(random.randint(1, 4)):
            broken[random.randrange(len(broken))] = random.randrange(256)
        is_ours(bytes(broken))
    assert not any(map(is_ours, (b"", b"PK", b"PK\3\4" * 40, ours[:-1], ours[200:])))


@pytest.mark.parametrize(("kind", "size"), [(ZIP_DEFLATED, 60_000_000), (ZIP_BZIP2, 5_000_000)])
def test_a_bomb_is_not_unpacked(kind: int, size: int) -> None:
    out = BytesIO()
    with ZipFile(out, "w", kind) as parts:
        parts.writestr("a.xml", bytes(size))
    honest = out.getvalue()
    at = honest.rindex(b"PK\1\2") + 24
    bomb = honest[:at] + pack("<I", 10) + honest[at + 4 :]
    long = bytes(50_000_000) + sealed(packed(1990))
    tracemalloc.start()
    found = [is_ours(data) for data in (honest, bomb, long)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [False, False, False]
    assert peak < 1_000_000
