"""What came in a round, activity by activity, with the period before beside it.

The three jobs that it is for:

1. See what came, what is delayed, and what nobody reported; read a report beside the one before.
2. Check what came: accept it, or note a question; type in what somebody said on the phone.
3. Send the matrix out to be filled in, for all or for one organization, and read it when it comes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from textual import work

from ictwg.app.catalogue import paper_named
from ictwg.app.forms import declared as forms
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.fields import FormField
from ictwg.domain.changes import Changes
from ictwg.domain.records import ActivityReport, Round
from ictwg.domain.values import ActivityStatus, Checked
from ictwg.exports.papers import MATRIX
from ictwg.locales import first_known, t
from ictwg.programme.plan_matrix import leading
from ictwg.programme.rounds import Awaited, awaited, checked, to_be_asked
from ictwg.records.lookup import shown_name
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.export_menu import PaperOffer, offer, send_out
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, Tone, title_column

NO_REPORT, EACH, ALL = "no_report", "*each*", "*all*"
LOOKS: dict[ActivityStatus, tuple[str, Tone]] = {
    ActivityStatus.DELAYED: ("▲ ", "warn"),
    ActivityStatus.AT_RISK: ("! ", "warn"),
    ActivityStatus.COMPLETED: ("✓ ", "good"),
    ActivityStatus.NO_REPORT_RECEIVED: ("– ", "muted"),
}
CHECKED = {Checked.NOT_CHECKED: "○", Checked.ACCEPTED: "✓", Checked.QUESTION: "?"}
READ = (
    ActivityReport.progress,
    ActivityReport.constraints,
    ActivityReport.support_needed,
    ActivityReport.next_steps,
    ActivityReport.evidence,
    ActivityReport.question,
    ActivityReport.reported_by,
    ActivityReport.reported_on,
    ActivityReport.source,
)
TYPED = (ActivityReport.status, *READ[:5], ActivityReport.reported_by, ActivityReport.reported_on)


class RoundReportsScreen(ListScreen["Awaited"]):
    BINDINGS: ClassVar = [
        *bindings_for("reported"),
        *bindings_with("record.edit", "record.export", "records.import", "view.previous", "view.next"),
    ]
    VIEWS: ClassVar = ("all", "to_check", "questions", NO_REPORT)
    EMPTY = "round_reports.nothing"
    several: ClassVar = frozenset({"accept", "question"})
    told_as: ClassVar = {"list.choose": "reported.type"}

    def __init__(self, about: Round) -> None:
        self._about = about
        super().__init__()

    @property
    def round(self) -> Round:
        return self.session.state.get(Round, self._about.id) or self._about

    @property
    def heading(self) -> str:
        return shown_name(self.session.state, self.round)

    def view_label(self, view: str) -> str:
        own = first_known(f"records.activity_report.view.{view}", f"records.activity.view.{view}")
        return t(first_known(own, f"record_screen.view.{view}"))

    @property
    def note(self) -> str:
        rows = tuple(awaited(self.session.state, self.round))
        return t("round_reports.came", count=sum(row.report is not None for row in rows), whole=len(rows))

    def rows(self) -> tuple[Awaited, ...]:
        meant = {"to_check": Checked.NOT_CHECKED, "questions": Checked.QUESTION}.get(self._view)
        return tuple(
            row
            for row in awaited(self.session.state, self.round)
            if self._view == "all"
            or (self._view == NO_REPORT and row.stands(self.session.today) is ActivityStatus.NO_REPORT_RECEIVED)
            or (row.report is not None and row.report.checked is meant)
        )

    def columns(self) -> tuple[Column[Awaited], ...]:
        return (
            title_column("activity", t("records.activity"), _activity),
            Column("organization", t("round_reports.who"), _home, width=8),
            Column("last", t("matrix.last"), _last, width=11, drop=2),
            Column("now", t("round_reports.now"), self._now, width=30, snug=True),
            Column("checked", t(ActivityReport.checked.label_id), _checked, width=14, drop=1, snug=True, brief=True),
        )

    def _now(self, row: Awaited) -> Cell:
        """What was reported; and that it is late, where the report does not say so itself."""
        status = row.stands(self.session.today)
        said = row.report.status if row.report is not None else status
        words = _word(said) if said is status else t("round_reports.but_late", status=_word(said))
        sign, tone = LOOKS.get(status, ("", ""))
        return (CellPiece(sign + words, tone),)

    def detail(self, row: Awaited) -> Detail:
        """What was reported now, then what was reported before; in few lines, so that both are seen."""
        title = ": ".join(filter(None, (_home(row), _activity(row))))
        return Detail(title, "", (self._told("round_reports.now", row.report), self._told("matrix.last", row.last)))

    def _told(self, when: str, report: ActivityReport | None) -> DetailSection:
        status = _word(report.status) if report is not None else "–"
        said = " – ".join(filter(None, (status, self._of_round(report) if report is not None else "")))
        return DetailSection(f"{t(when)}: {said}", tuple(self._lines(report)) if report is not None else ())

    def _lines(self, report: ActivityReport) -> Iterator[str]:
        for field in READ:
            if text := field.show(field.of(report), self.session.lookup):  # type: ignore[arg-type]  # its own value
                yield f"{t(field.label_id)}: {text}"

    def _of_round(self, report: ActivityReport) -> str:
        about = self.session.state.get(Round, report.round)
        return shown_name(self.session.state, about) if about is not None and about.id != self.round.id else ""

    # Checking

    @property
    def _reports(self) -> tuple[ActivityReport, ...]:
        return tuple(row.report for row in self.listed.list.targets if row.report is not None)

    def action_accept(self) -> None:
        """The selected reports, or the one under the cursor."""
        reports = self._reports
        if not reports:
            self.tell(t("round_reports.none_here"))
        elif self.carry_out(lambda: checked(self.session.state, reports, Checked.ACCEPTED)):
            self.listed.list.action_clear_selection()

    @work
    async def action_question(self) -> None:
        """What is to be asked of it stands with the report until it is accepted."""
        reports = self._reports
        if reports:
            form = (forms.form_field(self.session.lookup, ActivityReport.question, reports[0]),)
            title = t("round_reports.question")
            said = ActivityReport.question.name
            await self.fill_in(
                title, form, lambda values: checked(self.session.state, reports, Checked.QUESTION, values[said])
            )

    def choose(self, row: Awaited) -> None:  # noqa: ARG002 - the one under the cursor
        self.action_edit()

    @work
    async def action_edit(self) -> None:
        """Types in what was reported, or corrects it."""
        row = self.listed.list.current
        if row is None:
            return
        title = t("round_reports.type", activity=_activity(row), organization=_home(row))
        lookup = self.session.lookup
        form = forms.fields_for(lookup, ActivityReport, row.report, only=TYPED)
        if row.report is None:
            form = (_as_last(form[0], row.last), *form[1:])

        def typed(values: dict[str, str]) -> Changes:
            if row.report is not None:
                return forms.edit_record(lookup, row.report, form, values)
            key = {
                ActivityReport.activity.name: row.activity.id,
                ActivityReport.round.name: self.round.id,
                ActivityReport.organization.name: row.organization.id if row.organization is not None else "",
            }
            return forms.new_record(lookup, ActivityReport, {**values, **key})

        await self.fill_in(title, form, typed)

    # The matrix

    @work
    async def action_export_list(self) -> None:
        await export_matrix(self, self.round)

    @work
    async def action_import_list(self) -> None:
        """A matrix that came back filled in, or another list of reports."""
        await self.program.import_list(ActivityReport, None)


async def export_matrix(screen: SessionScreen[Any], about: Round) -> None:
    """For all, for each organization that is asked, or for one: to fill in a spreadsheet, or on paper."""
    session, paper = screen.session, paper_named(MATRIX)
    each = [
        offer(session, paper, about, home.acronym or home.name, organization=home)
        for home in leading(session.state, about)
    ]
    whole = offer(session, paper, about, t("round_reports.matrix_of_all"))
    asked = to_be_asked(session.state, about, session.today)
    single = [offer(session, paper, about, organization=home) for home in asked]
    of_each = PaperOffer(
        t("round_reports.matrix_of_each"), paper, lambda *to: [one for each in single for one in each.build(*to)]
    )
    await send_out(screen, (whole, *([of_each] if single else []), *each), t("round_reports.matrix"))


def _as_last(status: FormField, last: ActivityReport | None) -> FormField:
    """As it was reported last; where it never was, whoever types says it: nothing is reported by saving unread."""
    if last is not None and last.status is not ActivityStatus.NOT_SAID:
        return replace(status, value=str(last.status))
    return replace(status, value="", required=True, options=(Choice("", t("ui.no_choice")), *status.choices()))


def _activity(row: Awaited) -> str:
    return " ".join(filter(None, (row.activity.code, row.activity.title)))


def _home(row: Awaited) -> str:
    return row.organization.acronym or row.organization.name if row.organization is not None else ""


def _last(row: Awaited) -> str:
    return _word(row.last.status) if row.last is not None else ""


def _checked(row: Awaited) -> str:
    """Its sign stands alone where there is no room for the word."""
    said = row.report.checked if row.report is not None else None
    return f"{CHECKED[said]} {t(f'choices.checked.{said}')}" if said is not None else ""


def _word(status: ActivityStatus) -> str:
    return t(f"choices.activity_status.{status}")
