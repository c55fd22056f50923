"""A paper is in one language: each of its labels is there in it, and none is in that of the interface."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from contextlib import suppress
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

import pytest
from tests.example_group import TODAY, example_group
from tests.rich_meeting import rich_meeting
from tests.source_ids import ANY, trees, written_ids
from tests.tools.catalogues import said

from ictwg import locales
from ictwg.app.catalogue import LIST, PAPERS
from ictwg.app.csv_lists import RecordList
from ictwg.domain.access import visible
from ictwg.domain.schema import declared
from ictwg.errors import InvalidValueError
from ictwg.locales import LANGUAGES, PSEUDO, catalogue, known, set_language
from ictwg.papers.catalogue import PaperKind, PaperRequest
from ictwg.papers.files import file_name
from ictwg.papers.words import language_of_paper
from ictwg.records.lookup import Lookup
from ictwg.reports import REPORT
from ictwg.reports.period import asked_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.state import State
    from ictwg.domain.values import Audience
    from ictwg.locales import Message

KINDS = {kind.SINGULAR: kind for kind in declared()}
TOGETHER = ("choices", "minutes.printed", "recurrence")
"""Areas of which a paper that says one word may say each other of its list, when there is more on record."""


class Labels(NamedTuple):
    """What a paper says: the ids that were looked for in its own language, and in that of the interface."""

    own: set[str]
    strange: set[str]


def about(paper: PaperKind, state: State, audience: Audience, lang: str) -> Iterator[Any]:
    if paper.of == LIST:
        yield from (RecordList(one.TABLE, one, state.all(one), Lookup(state, TODAY)) for one in declared())
    elif paper.of == REPORT:
        yield asked_for(TODAY, date(2009, 1, 1), date(2010, 12, 31), audience=audience, language=lang)
        yield asked_for(TODAY, None, None, audience=audience, language=lang, organizations=True)
    elif paper.of:
        kinds = (KINDS[word] for word in paper.of.split())
        yield from (one for kind in kinds for one in state.all(kind) if visible(state, one, audience))
    else:
        yield None


def written(paper: PaperKind, lang: str) -> Iterator[str]:
    """Each paper of both groups for all its readers; in one form after the other."""
    for state in (rich_meeting().state, example_group().state):
        for audience in paper.readers:
            for one in about(paper, state, audience, lang):
                with suppress(InvalidValueError):  # these readers may not see it
                    made = [*paper.build(PaperRequest(state, TODAY, audience, one, lang))]
                    yield from (file_name(each, form) for each in made for form in paper.forms)
                    yield from (str(form.write(each)) for each in made for form in paper.forms if not form.binary)
    yield from (str(form.write(each)) for each in made[:1] for form in paper.forms if form.binary)


@cache
def labels(lang: str) -> dict[str, Labels]:
    """By the name of the paper, while the interface speaks a language that none of them does."""
    found, look, before = defaultdict[str, Labels](lambda: Labels(set(), set())), locales._message, locales.language()
    name = ""

    def seen(code: str, id: str) -> Message | None:
        if code in {lang, PSEUDO}:
            found[name][code == PSEUDO].add(id)
        return look(code, id)

    set_language(PSEUDO)
    with mock.patch.object(locales, "_message", seen):
        for paper in PAPERS:
            name = paper.name
            assert [*written(paper, lang)], name
    set_language(before)
    return found


def untranslated(lang: str, ids: set[str]) -> set[str]:
    """Those that are not there in this language, and their kin."""
    lists = tuple(f"{id.rpartition('.')[0]}." for id in ids if id.startswith(TOGETHER))
    kin = {id for area in ("choices", "minutes", "recurrence") for id in catalogue("en", area) if id.startswith(lists)}
    return {id for id in ids | kin if known(id) and id not in catalogue(lang, id.partition(".")[0])}


@pytest.mark.parametrize(("lang", "partly"), [("pt", set()), ("id", {"list"})])
def test_every_paper_is_whole(lang: str, partly: set[str]) -> None:
    missing = {name: sorted(untranslated(lang, told.own)) for name, told in labels(lang).items()}
    assert {name: ids for name, ids in missing.items() if ids and name not in partly} == {}
    assert missing.keys() == {paper.name for paper in PAPERS}


def test_no_label_is_in_the_language_of_the_interface() -> None:
    assert {name: told.strange for name, told in labels("pt").items() if told.strange} == {}


@pytest.mark.parametrize("lang", ["pt", "id"])
def test_what_is_asked_for_in_the_language_of_a_page_is_there(lang: str) -> None:
    """Also what neither group has on record; labels of fields are seen in the lists."""
    asked = "|".join({id for tree in trees().values() for id in _of_page(tree)})
    ids = {id for id in said("en") if re.fullmatch(asked, id) and not id.startswith("records.")}
    assert ids - said(lang).keys() == set()
    assert len(ids) > 500


def _of_page(tree: ast.AST) -> Iterator[str]:
    calls = (one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.args)
    for call in calls:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        lang = next((one.value for one in call.keywords if one.arg == "lang"), None)
        if name == "label" or (name == "t" and lang is not None and not isinstance(lang, ast.Constant)):
            area = r"minutes\." if name == "label" else ""
            yield from (area + id for id in written_ids(call.args[0]) if area or not id.startswith(ANY))


def test_where_a_paper_is_not_whole_it_is_in_a_language_in_which_it_is() -> None:
    """The table says of each paper and language what is there: one that a translator completes goes in."""
    whole = {
        (lang, name)
        for lang in LANGUAGES
        for name, told in labels(lang).items()
        if lang == "en" or not untranslated(lang, told.own)
    }
    spoken = {(lang, paper.name): language_of_paper(paper.name, lang) for lang in LANGUAGES for paper in PAPERS}
    assert {(lang, name) for (lang, name), code in spoken.items() if code == lang} == whole
    assert {code for (lang, name), code in spoken.items() if lang == "tet" and (lang, name) not in whole} == {"pt"}
    assert {code for (lang, name), code in spoken.items() if lang == "id" and (lang, name) not in whole} == {"en"}
