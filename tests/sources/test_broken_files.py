"""Two hundred broken files of each format but .xls and .ods: one clear answer each, and the next is read as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sources.broken import SAMPLES, broken, wrong_with

from ictwg.sources.reading import SourceReader

if TYPE_CHECKING:
    from pathlib import Path

FILES = 200

SLOW = frozenset({".xls", ".ods"})
"""Some of them the library never ends to read, and each costs its 20 seconds."""


def test_a_broken_file_is_one_answer(tmp_path: Path) -> None:
    findings: list[tuple[str, int, str]] = []
    with SourceReader() as reader:
        for suffix, sound in SAMPLES.items():
            if suffix in SLOW:
                continue
            path = tmp_path / f"a{suffix}"
            path.write_bytes(sound)
            as_it_is = reader.read(path)
            assert as_it_is.blocks, suffix
            for number in range(FILES):
                path.write_bytes(broken(suffix, number))
                findings += [(suffix, number, wrong) for wrong in wrong_with(reader.read(path))]
            path.write_bytes(sound)
            assert reader.read(path) == as_it_is
    assert not findings
    assert len([*tmp_path.iterdir()]) == len(SAMPLES.keys() - SLOW)
