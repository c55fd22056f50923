"""The file of a version: named from the shared folder, and known by what it said then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import MemoryState

from ictwg.domain.records import Document, DocumentVersion
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.records.editing import add, set_fields
from ictwg.records.lookup import Lookup
from ictwg.records.named_files import relative_path
from ictwg.records.tables import record_detail, record_json

TODAY = date(2010, 6, 15)


@pytest.mark.parametrize(
    "typed", ["Plans/draft 2.docx", r"Plans\draft 2.docx", r'".\Plans\draft 2.docx"', "Plans/old/../draft 2.docx"]
)
def test_a_path_is_kept_as_every_computer_reads_it(tmp_path: Path, typed: str) -> None:
    assert relative_path(str(tmp_path), typed) == "Plans/draft 2.docx"
    assert relative_path(str(tmp_path), str(tmp_path / "Plans" / "draft 2.docx")) == "Plans/draft 2.docx"


@pytest.mark.parametrize(
    "typed", ["../draft.docx", "/elsewhere/draft.docx", r"Q:\draft.docx", r"\\server\share\draft.docx"]
)
def test_what_no_colleague_would_find_is_refused(tmp_path: Path, typed: str) -> None:
    with pytest.raises(InvalidValueError):
        relative_path(str(tmp_path), typed)


def test_it_is_seen_when_the_file_was_changed_or_is_missing(tmp_path: Path) -> None:
    state, file = MemoryState(), tmp_path / "draft.docx"
    document = state.add(Document, Document.title("Procedure"))
    lookup = Lookup(state, TODAY, "en", folder=str(tmp_path))
    file.write_bytes(b"one")
    id, changes = add(lookup, DocumentVersion, {"document": document.id, "label": "draft 1", "path": "draft.docx"})
    state.apply(changes)

    def version() -> DocumentVersion:
        found = state.get(DocumentVersion, id)
        assert found is not None
        return found

    def told() -> tuple[str, ...]:
        return record_detail(lookup, document).sections[0].lines

    def now() -> object:
        return record_json(lookup, version())["file"]

    assert (version().date, now()) == (TODAY, "same")
    file.write_bytes(b"two!")
    assert now() == "changed"
    assert t("documents.file", path="draft.docx", state=t("documents.file.changed")) in told()
    assert t("documents.file.changed") in record_detail(lookup, document).sections[1].lines[0]
    state.apply(set_fields(lookup, version(), {"path": str(file)}))
    assert (version().path, now()) == ("draft.docx", "same")
    file.unlink()
    assert now() == "missing"
    assert t("documents.file", path="draft.docx", state=t("documents.file.missing")) in told()
