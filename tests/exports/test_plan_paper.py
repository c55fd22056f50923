"""The plan as a paper: each part once, sums as the file has them, a draft until it is approved, no protected place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.all_of import some
from tests.builders import MemoryState
from tests.drawn_group import GROUPS, TODAY, Tables, group
from tests.papers_made import documents

from ictwg.domain.changes import Edit
from ictwg.domain.records import Activity, Document, FundingLine, Plan, Round, TrackStep
from ictwg.domain.state import State
from ictwg.domain.values import Audience, PlanLevel, TrackStage
from ictwg.locales import t
from ictwg.papers import forms
from ictwg.papers.blocks import HeadingBlock, Leaf, PaperText, TableBlock, plain_text
from ictwg.papers.document import Document as Paper
from ictwg.programme.plan_matrix import matrix_rows
from ictwg.records.lookup import full_title

pytestmark = pytest.mark.once
"""What our own code writes of a drawn group is the same on every Python."""

Sums = dict[tuple[str, str, str], Decimal]
"""By pillar, by currency, and by what stands over the column."""


TO_FIND, UNDATED = t("plan_page.to_find", lang="en"), t("plan_page.undated", lang="en")


def papers(which: str | int, audience: Audience = Audience.MEMBERS) -> Iterator[tuple[Plan, Paper]]:
    state = group(which)[1]
    for plan in state.all(Plan):
        yield from ((plan, made) for made in documents("plan", state, plan, audience, TODAY, "en"))


def table(paper: Paper, title: str) -> TableBlock | None:
    """The one under the heading."""
    found = None
    for block in paper.blocks:
        found = block if isinstance(block, HeadingBlock) else found
        if isinstance(block, TableBlock) and found and plain_text(found.text) == t(f"plan_page.{title}", lang="en"):
            return block
    return None


def recounted(tables: Tables, plan: str) -> Sums:
    """From the JSON of the file; a later version of an activity costs what the one before did, if it says nothing."""
    parts = {id: row for id, row in tables["activities"].items() if row["plan"] == plan}
    group_currency = next(iter(tables["settings"].values())).get("currency") or "USD"
    lines: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in tables.get("funding_lines", {}).values():
        lines[str(row.get("activity"))].append(row)
    sums: Sums = defaultdict(Decimal)
    for id, part in parts.items():
        if part.get("level", "activity") != "activity":
            continue
        top, version = id, id
        while parts.get(parts[top].get("part_of") or ""):
            top = parts[top]["part_of"]
        while not lines[version] and tables["activities"][version].get("earlier"):
            version = tables["activities"][version]["earlier"]
        pillar = parts[top]["title"] if top != id else t("programme.no_pillar", lang="en")
        years = "–".join(dict.fromkeys(part[key][:4] for key in ("starts_on", "ends_on") if part.get(key)))
        for line in lines[version]:
            funder = tables["funders"].get(line.get("funder") or "", {})
            currency = funder.get("currency") or group_currency
            planned, committed = (Decimal(line.get(key) or 0) for key in ("planned", "committed"))
            for name in (pillar, t("plan_page.total", lang="en")):
                sums[name, currency, years or UNDATED] += planned
                sums[name, currency, "all"] += planned
                sums[name, currency, TO_FIND] += max(planned - committed, Decimal())
    return {key: sum for key, sum in sums.items() if sum}


def printed(block: TableBlock | None) -> Sums:
    sums: Sums = defaultdict(Decimal)
    for title, currency, *amounts in block.rows if block else ():
        *years, whole, funded, to_find = map(number, amounts)
        assert sum(years) == whole == funded + to_find
        heads = [*map(plain_text, block.head[2:-3]), "all"] if block else []
        for head, amount in zip((*heads, TO_FIND), (*years, whole, to_find), strict=True):
            sums[plain_text(title), plain_text(currency), head] += amount
    return {key: sum for key, sum in sums.items() if sum}


def number(text: PaperText) -> Decimal:
    """What a spreadsheet keeps, and what is read."""
    (leaf,) = text.parts
    assert isinstance(leaf, Leaf)
    shown = Decimal(leaf.text.replace("–", "0").replace(",", ""))
    assert leaf.value in (shown, None)
    return shown


@pytest.mark.parametrize("which", GROUPS)
def test_the_sums_are_those_of_the_file(which: str | int) -> None:
    tables = group(which)[0]
    found = [(printed(table(made, "totals")), recounted(tables, plan.id)) for plan, made in papers(which)]
    assert found
    assert all(one == other for one, other in found)
    assert any(one for one, _ in found)


@pytest.mark.parametrize("which", GROUPS)
def test_each_part_of_the_plan_is_printed_once(which: str | int) -> None:
    state = group(which)[1]
    for plan, made in some(papers(which, Audience.SECRETARIAT)):
        block = table(made, "activities")
        assert block is not None
        told = [plain_text(row[0]) for row in block.rows], [plain_text(band.text) for band in block.bands]
        parts = state.linked(Activity, Activity.plan, plan.id)
        for rows, done in zip(told, (True, False), strict=True):
            titles = (full_title(one) for one in parts if (one.level is PlanLevel.ACTIVITY) is done)
            alone = t("programme.no_pillar", lang="en")
            assert Counter(one for one in rows if one != alone) == Counter(titles)


def small() -> tuple[MemoryState, Plan, Activity]:
    state = MemoryState()
    document = state.add(Document, Document.title("The plan"))
    plan = state.add(Plan, Plan.title("Plan"), Plan.document(document.id))
    part = state.add(
        Activity,
        *(Activity.plan(plan.id), Activity.title("A shelter")),
        *(Activity.districts(("Baucau",)), Activity.location_protected(True)),
    )
    return state, plan, part


def text(state: State, plan: Plan, audience: Audience = Audience.MEMBERS) -> str:
    (made,) = documents("plan", state, plan, audience, date(2010, 3, 1), "en")
    return forms.MARKDOWN.write(made).decode()


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.CORE, Audience.SECRETARIAT])
def test_a_protected_place_is_printed_for_nobody_and_reads_as_one_that_was_never_named(audience: Audience) -> None:
    state, plan, part = small()
    assert "| A shelter | national |" in text(state, plan, audience)
    state.apply(Edit("verbs.edited").update(part, Activity.location_protected(False)).done())
    assert "| A shelter | Baucau |" in text(state, plan, audience)
    state.apply(Edit("verbs.edited").update(part, Activity.districts(())).done())
    assert "| A shelter | national |" in text(state, plan, audience)


def test_it_is_a_draft_until_it_is_approved_and_then_says_by_what() -> None:
    state, plan, _ = small()
    assert "**DRAFT**" in text(state, plan)
    step = (TrackStep.document(plan.document), TrackStep.instrument("Resolution 5/2010"))
    state.add(TrackStep, *step, TrackStep.stage(TrackStage.ENDORSED), TrackStep.done_on(date(2010, 1, 5)))
    assert "**DRAFT – endorsed by the group**" in text(state, plan)
    state.add(TrackStep, *step, TrackStep.stage(TrackStage.APPROVED), TrackStep.done_on(date(2010, 3, 2)))
    assert "DRAFT" in text(state, plan)
    state.add(TrackStep, *step, TrackStep.stage(TrackStage.APPROVED), TrackStep.done_on(date(2010, 2, 1)))
    said = text(state, plan)
    assert "Approved: Resolution 5/2010, 1 February 2010" in said
    assert "DRAFT" not in said


def test_who_may_not_see_the_plan_is_given_no_page() -> None:
    state, plan, _ = small()
    assert documents("plan", state, plan, Audience.EVERYONE, TODAY) == []


def test_a_matrix_is_one_table_in_which_each_row_stands_below_its_pillar_and_objective() -> None:
    state = group("example")[1]
    about = next(one for one in state.all(Round) if one.plan)
    (made,) = documents("matrix", state, about, Audience.MEMBERS, TODAY, "en")
    (block,) = (one for one in made.blocks if isinstance(one, TableBlock))
    above: dict[int, PaperText] = {}
    for at in range(len(block.rows)):
        for band in (one for one in block.bands if one.at == at):
            above = {level: text for level, text in above.items() if level < band.level} | {band.level: band.text}
        assert tuple(map(plain_text, above.values())) == matrix_rows(state, about)[at].above


def test_what_somebody_pays_for_without_a_sum_has_no_budget_yet() -> None:
    state, plan, part = small()
    state.add(FundingLine, FundingLine.activity(part.id), FundingLine.committed(Decimal(5)))
    said = text(state, plan)
    assert f"| A shelter | national | – | | | | – | {t('plan_page.no_source', lang='en')} |" in said
    assert t("plan_page.without_budget", lang="en", count=1) in said
