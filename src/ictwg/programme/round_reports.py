"""What came in a round and what did not: for each activity its lead's report, and those of others who sent one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Activity, ActivityReport, Organization, Round
from ictwg.domain.roster import in_protocol_order
from ictwg.domain.state import State
from ictwg.domain.values import ActivityStatus, Checked
from ictwg.programme.plan import as_of
from ictwg.programme.plan_matrix import last_report, matrix_rows
from ictwg.records.lookup import shown_name

ENDED = frozenset({ActivityStatus.COMPLETED, ActivityStatus.CANCELLED})
"""Of which nothing more is awaited; what is suspended may go on."""


class Awaited(NamedTuple):
    """Attributes: report: What the organization sent in this round. last: What it sent before."""

    id: str
    activity: Activity
    organization: Organization | None
    report: ActivityReport | None
    last: ActivityReport | None

    def stands(self, today: date) -> ActivityStatus:
        """What has ended stays so without a report; what else nobody reported is never delayed."""
        if self.report is not None:
            return as_of(self.activity, self.report.status, today)
        if self.last is not None and self.last.status in ENDED:
            return self.last.status
        return ActivityStatus.NO_REPORT_RECEIVED


def awaited(state: State, about: Round) -> Iterator[Awaited]:
    """In the order of the plan; first the lead, or nobody where there is none, then others in protocol order."""
    for row in matrix_rows(state, about):
        came = {
            one.organization: one
            for one in state.linked(ActivityReport, ActivityReport.activity, row.activity.id)
            if one.round == about.id
        }
        others = (home.id for home in in_protocol_order(state, filter(None, came)))
        for home in dict.fromkeys((row.activity.lead, *others, *came)):
            organization = state.get(Organization, home)
            last = row.last if home == row.activity.lead else last_report(state, row.activity, about, organization)
            yield Awaited(f"{row.activity.id}/{home or ''}", row.activity, organization, came.get(home), last)


def checked(state: State, reports: Iterable[ActivityReport], how: Checked, question: str = "") -> Changes:
    """The secretariat has read them: they are accepted, or something is to be asked."""
    told = tuple(reports)
    subject = shown_name(state, told[0]) if len(told) == 1 else str(len(told))
    edit = Edit("verbs.checked", subject)
    for one in told:
        edit.update(one, ActivityReport.checked(how), ActivityReport.question(question))
    return edit.done()
