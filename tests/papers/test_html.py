"""The page for people: the same words as the markdown, nothing that runs, and no text that becomes structure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from tests.adopting import adopted
from tests.builders import MemoryState
from tests.hostile_minutes import groups
from tests.papers_made import EXPORTERS, HTML, Exporter, exporter_named
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.domain.access import visible
from ictwg.domain.changes import Edit
from ictwg.domain.figures import DARK, LIGHT, Bar
from ictwg.domain.records import Group, Meeting
from ictwg.domain.values import Audience
from ictwg.papers.blocks import Paragraph, TableBlock, own
from ictwg.papers.document import Document
from ictwg.papers.forms import WEB_PAGE
from ictwg.papers.html import is_ours
from ictwg.papers.markdown import lines_of, unescaped
from ictwg.papers.words import label

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
PAGES = [exporter for exporter in EXPORTERS if exporter.suffix == HTML]
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
TABLES = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
TAGS = HEADINGS | TABLES | {"html", "head", "meta", "title", "style", "body", "p", "ul", "li", "blockquote"}
TAGS |= {"strong", "em", "br", "div", "span", "footer"}
EMPTY = frozenset({"meta", "br"})
LANGUAGES = ("en", "pt", "tet", "id")


class Read(HTMLParser):
    """Tags in their order, whether each is closed by its own, and the text between."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.wrong: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.wrong += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if "body" in self._open and "footer" not in self._open:
            self.text += data


def words(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def said_by(document: Document) -> str:
    return words(unescaped("\n".join(lines_of(document.blocks))))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_page_says_what_the_markdown_says(page: Exporter, lang: str) -> None:
    rich = rich_meeting()
    audience = Audience.SECRETARIAT
    document = page.document(rich.state, rich.meeting, audience, MEETS_ON, lang)
    text = page.form.write(document).decode()
    assert words(Read(text).text) == words(label("example", lang)) + said_by(document)
    assert f'<html lang="{lang}">' in text
    assert "size: A4" in text
    assert "program: ictwg" not in text


@SLOW
@given(groups())
def test_no_text_of_anybody_becomes_structure(group: tuple[MemoryState, Meeting]) -> None:
    state, meeting = group
    for page in PAGES:
        read = Read(page.render(state, meeting, Audience.SECRETARIAT, MEETS_ON, "en"))
        assert set(read.tags) <= TAGS
        assert read.attributes <= {"lang", "charset", "name", "content", "class", "border", "width", "scope"}
        assert read.wrong == []


@SLOW
@given(groups())
def test_every_value_of_hostile_minutes_is_on_the_page_too(group: tuple[MemoryState, Meeting]) -> None:
    state, meeting = group
    if not visible(state, meeting, Audience.MEMBERS):
        return
    document = exporter_named("minutes").document(state, meeting, Audience.MEMBERS, MEETS_ON, "en")
    text = WEB_PAGE.write(document).decode()
    assert words(Read(text).text) == said_by(document)


def test_a_page_that_somebody_edited_is_known_as_such() -> None:
    rich = rich_meeting()
    text = exporter_named("minutes", HTML).render(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "en")
    assert is_ours(text.encode())
    assert not is_ours(text.replace("welcomed", "greeted").encode())
    assert not is_ours(b"<html></html>")


def test_adopted_minutes_of_the_example_say_so_too() -> None:
    rich = rich_meeting()
    meeting = adopted(rich.state, rich.meeting, MEETS_ON)
    assert '<p class="example">' in exporter_named("minutes", HTML).render(
        rich.state, meeting, Audience.MEMBERS, MEETS_ON, "en"
    )


def test_initials_stand_on_each_page_where_the_group_wants_them() -> None:
    rich = rich_meeting()
    render = exporter_named("minutes", HTML).render
    assert '<p class="initials">' not in render(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "en")
    (group,) = rich.state.all(Group)
    rich.state.apply(Edit("verbs.edited").update(group, Group.initials(True)).done())
    text = render(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "pt")
    assert '<p class="initials">Rubricas em cada página: ' in text


def test_the_legend_of_a_chart_has_the_colours_of_its_bars_and_a_telephone_the_width_of_its_page() -> None:
    table = TableBlock((own("What"),), ((own("x"),),), bars=(Bar(1, 2),))
    blocks = (table, Paragraph(own(f"{DARK} done  {LIGHT} open")))
    page = WEB_PAGE.write(Document("", "en", Audience.MEMBERS, blocks)).decode()
    legend = re.findall(r'<span class="(\w+)">', page)
    bars = re.findall(r'fill="(#\w+)"', page)
    assert [re.findall(rf"\.{name} {{ color: (#\w+); background: (#\w+);", page) for name in legend] == [
        [(fill, fill)] for fill in bars
    ]
    assert len(bars) == 2
    assert '<meta name="viewport" content="width=device-width' in page
