"""The filter of a list of actions finds, keystroke by keystroke, what looking at every row finds."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization

from ictwg.actions.action_rows import ActionRow, ActionTable, by_organization
from ictwg.domain.records import Action
from ictwg.domain.values import ActionKind, ActionStatus
from ictwg.records.filter_words import FilterQuery, understood
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import grammar_of
from ictwg.ui.widgets.columns import GroupHeading
from ictwg.ui.widgets.filtered_list import KeyedMatches

TODAY = date(2010, 3, 12)
WORDS = (
    "draft",
    "dra",
    "circulate",
    "owner:moj",
    "-owner:moj",
    "owner:moj,mss",
    "owner:m",
    "owner:",
    "is:overdue",
    "is:o",
    "due:14d",
    "is:waiting",
    "3",
)


STATE = MemoryState()


def table(state: MemoryState) -> tuple[ActionRow, ...]:
    owners = [organization(state, name) for name in ("MoJ", "PNTL", "MSS")]
    statuses = list(ActionStatus)
    for number in range(30):
        state.add(
            Action,
            Action.reference(f"A-2010-{number:03}"),
            Action.text(("draft" if number % 3 else "circulate") + f" paper {number}"),
            Action.owners((owners[number % 3].id,) if number % 4 else ()),
            Action.due(TODAY + timedelta(days=number * 3 - 40) if number % 5 else None),
            Action.status(statuses[number % 5]),
            Action.kind(ActionKind.TASK if number % 7 == 0 else ActionKind.ACTION),
        )
    return ActionTable(state).rows(TODAY)


ROWS = table(STATE)
READERS = grammar_of(Lookup(STATE, TODAY), Action).readers


def unknown(matches: KeyedMatches, query: str) -> tuple[str, ...]:
    return matches.understood(query).unknown


def parse(query: str, today: date) -> FilterQuery:
    return understood(query, today, READERS)


def looked_at_one_by_one(base: str, query: str) -> list[str]:
    typed = parse(query, TODAY)
    closed = {"is:closed", "is:done", "is:cancelled"} & {term.typed for term in typed.terms}
    base = base.replace("is:open", "") if closed else base
    return [row.id for row in ROWS if parse(f"{base} {query}", TODAY).says(row)]


@given(
    st.sampled_from(["", "is:action is:open", "is:closed", "is:task"]),
    st.lists(st.lists(st.sampled_from((*WORDS, "is:closed", "is:done")), max_size=3), min_size=1, max_size=12),
)
def test_whatever_was_typed_before_the_same_rows_are_found(base: str, queries: list[list[str]]) -> None:
    matches = KeyedMatches(ROWS, base, TODAY, parse)
    for words in queries:
        query = " ".join(words)
        assert [ROWS[place].id for place in matches.matching(query)] == looked_at_one_by_one(base, query)


@given(st.text(alphabet="draft owner:mojis:overdue ", max_size=24))
def test_typed_letter_by_letter_and_taken_back(query: str) -> None:
    matches = KeyedMatches(ROWS, "is:open", TODAY, parse)
    matches.prepare()
    typed = [query[:end] for end in range(len(query) + 1)]
    for text in (*typed, *reversed(typed)):
        assert [ROWS[place].id for place in matches.matching(text)] == looked_at_one_by_one("is:open", text)


def test_headings_match_nothing_and_another_view_needs_no_other_rows() -> None:
    rows: tuple[ActionRow | GroupHeading, ...] = (GroupHeading("h", "draft"), *ROWS)
    matches = KeyedMatches(rows, "", TODAY, parse)
    assert len(matches.matching("draft")) == len(looked_at_one_by_one("", "draft"))
    assert 0 not in matches.matching("")
    matches.base = "is:waiting"
    assert [rows[place].id for place in matches.matching("")] == looked_at_one_by_one("is:waiting", "")


def test_grouped_rows_keep_their_action() -> None:
    groups = by_organization(MemoryState(), [row for row in ROWS if not row.owner_ids])
    assert {row.action for group in groups for row in group.rows} == {row.id for row in ROWS if not row.owner_ids}


def test_keyed_words_that_mean_nothing_are_named() -> None:
    matches = KeyedMatches(ROWS, "is:open", TODAY, parse)
    assert unknown(matches, "draft due:foo is:late owner:moj") == ("due:foo",)
    assert unknown(matches, "due:<5") == ("due:<5",)
    assert unknown(matches, "due:") == ()
