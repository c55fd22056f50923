"""`ictwg export … --format html`: a page beside the file that is read back."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from tests.bad_values import EXAMPLE, Bad, spoil

from ictwg.domain.records import Meeting
from ictwg.domain.schema import RECORDS
from ictwg.locales import t
from ictwg.papers import html, markdown

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bad_values import Document
    from tests.cli.conftest import Commands

MARKUP = "\"'><script src=//x.example></script><img onerror=alert(1)>&#x1b;<!-- ${x} [x](javascript:alert(1))"
OURS = frozenset({"lang", "charset", "name", "content", "class", "border", "width", "scope"})
PAGES = ("agenda", "action-points", "minutes", "sign-in", "chair-copy")


def test_a_page_is_written_over_itself_and_kept_where_somebody_edited_it(group: Commands, tmp_path: Path) -> None:
    group.ok("add", "meeting", "--date", "2010-02-26")
    (first,) = group.ok("export", "agenda", "M-2010-02-26", "--format", "html", "--to", str(tmp_path), "--json").json
    page = tmp_path / "Provisional agenda (26 February 2010).html"
    assert first["path"] == str(page)
    assert html.is_ours(page.read_bytes())
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
    (named,) = tmp_path.glob("Contact list (*).html")
    (public,) = tmp_path.glob("contacts-*-everyone.md")
    assert (page["path"], file["path"]) == (str(named), str(public))
    assert html.is_ours(named.read_bytes())
    assert markdown.is_ours(public.read_bytes())
    assert "<h1>Contact list</h1>" in group.ok("export", "contacts", "--to", "-").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("contacts", "M-2010-03"), t("cli.export.whole", what="contacts", name="M-2010-03")),
        (("minutes",), t("cli.export.which.meeting", what="minutes")),
        (("certificates",), t("cli.export.which.training", what="certificates")),
    ],
)
def test_a_paper_says_what_it_is_about(group: Commands, words: tuple[str, ...], said: str) -> None:
    assert said in group("export", *words).err


def test_the_only_plan_needs_no_name(group: Commands) -> None:
    group.ok("add", "plan", "National Plan")
    assert "National Plan" in group.ok("export", "plan", "--to", "-").out
    group.ok("add", "plan", "Second plan")
    assert t("cli.export.which.plan", what="plan") in group("export", "plan").err


class Tags(HTMLParser):
    """What of a page is markup."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        assert tag != "html" or dict(attrs)["lang"] == "en", "an unknown language is none"

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def test_no_text_of_a_record_is_ever_markup(tmp_path: Path) -> None:
    """In every field that holds a text, the group's language among them, as a foreign program may have written it."""

    def every_text(document: Document) -> None:
        for table, record in RECORDS.items():
            texts = [field for field in record.fields() if field.kind in {"line", "text"} and not field.inner]
            for row in document.get(table, {}).values():
                for field in texts:
                    spoil(document, row, field.name, MARKUP)

    bad = Bad(tmp_path, EXAMPLE.read_bytes())
    bad.put(every_text)
    session = bad.session("new")
    meetings = [one.id for one in session.state.all(Meeting)]
    session.store.close()
    asked = [(page, id) for page in PAGES for id in meetings] + [("contacts",)]
    seen = 0
    for words in asked:
        page = bad.run("new", "export", *words, "--audience", "core", "--format", "html", "--to", "-")
        tags = Tags(page.out)
        assert tags.attributes <= OURS, words
        assert {"script", "img", "a", "iframe"}.isdisjoint(tags.tags), words
        seen += "onerror" in page.out
    assert seen > 2, "the texts themselves are there"
