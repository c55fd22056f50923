"""Files that somebody made to do harm, and what else goes wrong while files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sources.test_documents import p, run, word

from ictwg.sources.reading import SourceReader

if TYPE_CHECKING:
    from pathlib import Path


def test_a_process_that_somebody_ended_costs_no_file(tmp_path: Path) -> None:
    (tmp_path / "good.docx").write_bytes(word(p(run("good"))))
    with SourceReader() as reader:
        for _ in range(2):
            assert reader.read(tmp_path / "good.docx").blocks[0].text == "good"
            assert reader._child is not None
            reader._child.kill()
            reader._child.wait()
