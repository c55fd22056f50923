"""`ictwg export … --format html`: a page beside the file that is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ictwg.exchange.front_matter import is_unedited as is_unedited_markdown
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


def test_the_contact_list_is_a_page_unless_markdown_is_asked_for(group: Commands, tmp_path: Path) -> None:
    (page,) = group.ok("export", "contacts", "--to", f"{tmp_path}/", "--json").json
    (file,) = group.ok(
        "export", "contacts", "--format", "markdown", "--audience", "everyone", "--to", f"{tmp_path}/", "--json"
    ).json
    (named,) = tmp_path.glob("contacts-*-members.html")
    (public,) = tmp_path.glob("contacts-*-everyone.md")
    assert (page["path"], file["path"]) == (str(named), str(public))
    assert is_unedited(named.read_text(encoding="utf-8"))
    assert is_unedited_markdown(public.read_text(encoding="utf-8"))
    assert "<h1>Contact list</h1>" in group.ok("export", "contacts", "--to", "-").out


@pytest.mark.parametrize("words", [("contacts", "M-2010-03"), ("minutes",)])
def test_a_meeting_is_named_for_what_is_about_one_and_for_nothing_else(group: Commands, words: tuple[str, ...]) -> None:
    assert "and the contact list" in group("export", *words).err
