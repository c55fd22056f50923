"""The matrix of a plan for one round as a file for Excel and as a page, for all or for one organization."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ictwg.domain.records import Activity, ActivityReport, Organization, Plan, Round
from ictwg.domain.schema import Field
from ictwg.domain.seen import AudienceView, audience_for
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.locales import language, t
from ictwg.papers.blocks import (
    NOTHING,
    Band,
    Block,
    Facts,
    HeadingBlock,
    PaperText,
    Paragraph,
    TableBlock,
    cell,
    chain,
    line,
    long,
    own,
    title_of,
)
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document, setup_of
from ictwg.papers.files import code_name, told_apart
from ictwg.papers.words import choice, day
from ictwg.programme.plan_matrix import (
    ABOVE,
    OURS,
    TELLABLE,
    TO_FILL,
    MatrixRow,
    Past,
    SheetHead,
    matrix_label_id,
    matrix_rows,
    past_texts,
)
from ictwg.records.csv_format import cell_text, cell_value
from ictwg.records.group import spoken_in
from ictwg.records.lookup import Lookup


def matrix(asked: PaperRequest) -> tuple[Document, ...]:
    """For one organization, or for all in one."""
    whose = Matrix(asked.state, asked.about, asked.organization, asked.audience, asked.today, asked.language)
    return (whose.document(tabular=asked.tabular),)


class Matrix:
    """One matrix to fill in.

    Args:
        state: The whole group.
        about: The round.
        organization: Whose activities; None: all.
        audience: Who will read it.
        on: The day on which it is printed.
        lang: Empty: the group's.
    """

    def __init__(
        self,
        state: State,
        about: Round,
        organization: Organization | None,
        audience: Audience,
        on: date,
        lang: str = "",
    ) -> None:
        audience = audience_for(state, organization.id if organization is not None else None, audience)
        self._whole, self._state = state, AudienceView(state, audience)
        self._about, self._organization, self._audience, self._on = about, organization, audience, on
        self._lang = lang or spoken_in(state) or language()
        self._lookup = Lookup(self._state, on, self._lang)
        self._plan = self._state.get(Plan, about.plan)
        self.rows = matrix_rows(self._state, about, organization)

    def document(self, *, tabular: bool) -> Document:
        """In the round's folder for those readers: to fill in a spreadsheet, or on paper."""
        home = self._organization.acronym or self._organization.name if self._organization is not None else ""
        twin = told_apart(self._state, self._about, lambda one: (one.title, ""))
        about = (self._about.title, twin, home, self._on)
        inside = "Secretariat only" if self._audience is Audience.SECRETARIAT else "For members"
        return Document(
            "matrix",
            self._lang,
            self._audience,
            tuple(self._cells() if tabular else self._blocks()),
            ("matrix", *about),
            f"Rounds/{code_name(self._about.title)}/{inside}",
            {"title": self._about.title, "date": self._on.isoformat()},
            setup=setup_of(self._whole, self._lang, landscape=True),
            called=(t("papers.matrix", lang=self._lang), *about),
        )

    def _head(self) -> dict[SheetHead, str]:
        plan, home = self._plan, self._organization
        return {
            SheetHead.PLAN: plan.title if plan is not None else "",
            SheetHead.VERSION: plan.version if plan is not None else "",
            SheetHead.ROUND: self._about.title,
            SheetHead.ANSWER_BY: self._about.closes_on.isoformat() if self._about.closes_on else "",
            SheetHead.ORGANIZATION: home.acronym or home.name if home is not None else "",
            SheetHead.PRINTED_ON: self._on.isoformat(),
            SheetHead.AUDIENCE: choice(self._audience, self._lang),
            SheetHead.FILLED_IN_BY: "",
            SheetHead.FILLED_IN_ON: "",
        }

    def _label(self, column: Field[Any] | str) -> str:
        return t(matrix_label_id(column), lang=self._lang)

    def _how(self) -> str:
        return t("matrix.how", lang=self._lang, statuses=", ".join(self._statuses))

    @property
    def _statuses(self) -> tuple[str, ...]:
        return tuple(t(f"choices.activity_status.{status}", lang=self._lang) for status in TELLABLE)

    def _cells(self) -> Iterator[Block]:
        """Each field in a column of its own, as a filled matrix is read back."""
        yield Facts(tuple((self._label(one), line(text)) for one, text in self._head().items()))
        yield Paragraph(own(self._how()))
        columns: tuple[Field[Any] | str, ...] = (ABOVE, *OURS, *Past, *TO_FILL)
        heads = tuple(own(self._label(one)) for one in columns)
        choices = tuple(self._statuses if one is ActivityReport.status else () for one in columns)
        widths = tuple(_TO_WRITE if one in TO_FILL else 0 for one in columns)
        yield TableBlock(heads, tuple(map(self._row, self.rows)), widths, choices=choices)

    def _row(self, row: MatrixRow) -> tuple[PaperText, ...]:
        part = row.activity
        ours = (cell(cell_text(self._lookup, one, part, self._lang), cell_value(one, part)) for one in OURS)
        past = past_texts(self._state, row.last, self._lang).values()
        return (long(" / ".join(row.above)), *ours, *map(long, past), *[NOTHING] * len(TO_FILL))

    def _blocks(self) -> Iterator[Block]:
        head = self._head()
        yield HeadingBlock(1, title_of(" – ".join(filter(None, (head[SheetHead.PLAN], head[SheetHead.VERSION])))))
        facts = {one: text for one, text in head.items() if text or one in _BY_HAND}
        facts = {one: text for one, text in facts.items() if one not in (SheetHead.PLAN, SheetHead.VERSION)}
        yield Facts(tuple((self._label(one), line(self._said(one, text))) for one, text in facts.items()))
        yield Paragraph(own(self._how()))
        if not self.rows:
            yield Paragraph(own(t("matrix.none", lang=self._lang)))
            return
        heads = tuple(own(self._label(one)) for one in (Activity.title, "lead_and_end", "last", *TO_FILL[:-1]))
        yield TableBlock(heads, tuple(map(self._line, self.rows)), _WIDTHS, bands=tuple(self._bands()))

    def _bands(self) -> Iterator[Band]:
        """Each pillar and objective before the first of its rows."""
        before: tuple[str, ...] = ()
        for at, row in enumerate(self.rows):
            for depth, title in enumerate(row.above):
                if before[: depth + 1] != row.above[: depth + 1]:
                    yield Band(at, line(title), min(depth + 1, 2))
            before = row.above

    def _said(self, one: SheetHead, text: str) -> str:
        days = {SheetHead.ANSWER_BY: self._about.closes_on, SheetHead.PRINTED_ON: self._on}
        found = days.get(one)
        return day(found, self._lang) if found is not None else text

    def _line(self, row: MatrixRow) -> tuple[PaperText, ...]:
        past = past_texts(self._state, row.last, self._lang)
        told = chain(": ", (line(past[Past.PERIOD]), own(past[Past.STATUS])))
        last = chain(" – ", (told, long(past[Past.PROGRESS])))
        named = chain(" ", (line(row.activity.code), line(row.activity.title)))
        return (named, self._who(row.activity), last, *[NOTHING] * (len(TO_FILL) - 1))

    def _who(self, activity: Activity) -> PaperText:
        homes = (self._state.get(Organization, id) for id in (activity.lead, *activity.co_leads))
        ends = day(activity.ends_on, self._lang) if activity.ends_on is not None else ""
        named = (line(home.acronym or home.name) for home in homes if home is not None)
        return chain(", ", (*named, own(ends), line(activity.period)))


_BY_HAND = (SheetHead.FILLED_IN_BY, SheetHead.FILLED_IN_ON)
_TO_WRITE = 15
"""Per cent of a page for a column that comes back filled in."""
_WIDTHS = (18, 11, 15, 9, 14, 13, 11, 9)
