"""Two hundred broken files of each format: one clear answer each, and the next is read as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.broken import SAMPLES, TEXTS, broken, wrong_after

from ictwg.sources.html import read as read_page
from ictwg.sources.reading import SourceReader

FILES = 200


def test_a_broken_file_is_one_answer(tmp_path: Path) -> None:
    findings: list[tuple[str, int, str]] = []
    with SourceReader() as reader:
        for suffix, sound in SAMPLES.items():
            path = tmp_path / f"a{suffix}"
            path.write_bytes(sound)
            as_it_is = reader.read(path)
            assert as_it_is.blocks, suffix
            for number in range(FILES):
                path.write_bytes(broken(suffix, number))
                findings += [(suffix, number, wrong) for wrong in wrong_after(reader, path)]
            path.write_bytes(sound)
            assert reader.read(path) == as_it_is
    assert not findings
    assert len([*tmp_path.iterdir()]) == len(SAMPLES)


@pytest.mark.parametrize("suffix", TEXTS)
def test_a_broken_text_is_one_answer(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    with SourceReader() as reader:
        for number in range(FILES):
            path.write_bytes(broken(suffix, number))
            assert not [*wrong_after(reader, path)], number


def test_rows_in_cells_are_read_once() -> None:
    """A table of a web page in which tags are missing: forty deep, each level read twice would never end."""
    deep = b"<table>" + b"<trr><tr><td>a" * 40 + b"</table>"
    assert sum(block.text.count("a") for block in read_page(deep).blocks) == 40
