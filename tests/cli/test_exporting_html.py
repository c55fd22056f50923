"""`ictwg export … --format html`: a page beside the file that is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.exchange.writing.html import is_unedited

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Commands


def test_a_page_is_written_over_itself_and_kept_where_somebody_edited_it(group: Commands, tmp_path: Path) -> None:
    group.ok("add", "meeting", "--date", "2010-02-26")
    (first,) = group.ok("export", "agenda", "M-2010-02-26", "--format", "html", "--to", str(tmp_path), "--json").json
    page = tmp_path / "agenda-M-2010-02-26-members.html"
    assert first["path"] == str(page)
    assert is_unedited(page.read_text(encoding="utf-8"))
    group.ok("set", "M-2010-02-26", "venue=Room 7")
    group.ok("export", "agenda", "M-2010-02-26", "--format", "html", "--to", str(tmp_path))
    assert "Room 7" in page.read_text(encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8").replace("Room 7", "Room 8"), encoding="utf-8")
    (kept,) = group.ok("export", "agenda", "M-2010-02-26", "--format", "html", "--to", str(tmp_path), "--json").json
    assert (kept["kept"], "Room 8" in page.read_text(encoding="utf-8")) == (str(page), True)
