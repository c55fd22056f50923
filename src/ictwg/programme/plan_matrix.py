"""The matrix of a plan for one round: what goes out to be filled in, and by what it is known when it comes back.

Everything that it is known by stands in sight above its table (plan, version, round, last day, organization, day).
What was reported last stands beside the empty cells, and is not taken when it comes back.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from ictwg.domain.records import Activity, ActivityReport, Organization, Plan, Round
from ictwg.domain.roster import protocol
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.values import ActivityStatus, RoundKind
from ictwg.locales import first_known, t
from ictwg.programme.plan import activities, tree, with_earlier
from ictwg.records.lookup import shown_name


class SheetHead(StrEnum):
    PLAN = "plan"
    VERSION = "version"
    ROUND = "round"
    ANSWER_BY = "answer_by"
    ORGANIZATION = "organization"
    PRINTED_ON = "printed_on"
    AUDIENCE = "audience"
    FILLED_IN_BY = "filled_in_by"
    FILLED_IN_ON = "filled_in_on"


class Past(StrEnum):
    """The columns of what was reported last."""

    PERIOD = "last_period"
    STATUS = "last_status"
    PROGRESS = "last_progress"


ABOVE = "above"
"""The column of the pillar and objective that an activity stands under."""

OURS = (
    Activity.code,
    Activity.title,
    Activity.lead,
    Activity.co_leads,
    Activity.partners,
    Activity.starts_on,
    Activity.ends_on,
)
"""The columns of the plan."""

TO_FILL = (
    ActivityReport.status,
    ActivityReport.progress,
    ActivityReport.constraints,
    ActivityReport.support_needed,
    ActivityReport.next_steps,
    ActivityReport.evidence,
)
"""The columns that come back."""

_NOT_TOLD = (ActivityStatus.NO_REPORT_RECEIVED, ActivityStatus.NOT_SAID)
TELLABLE = tuple(status for status in ActivityStatus if status not in _NOT_TOLD)


class MatrixRow(NamedTuple):
    """Attributes: above: The titles that it stands under. last: What was reported before this round."""

    activity: Activity
    above: tuple[str, ...]
    last: ActivityReport | None


def matrix_label_id(column: Field[Any] | str) -> str:
    """The message of the heading of a column, or of the name of a line above the table."""
    if column is Activity.title:
        return f"records.{Activity.SINGULAR}"
    return first_known(f"matrix.{column}", f"records.{column}") if isinstance(column, str) else column.label_id


def open_round(state: State, plan: Plan) -> Round | None:
    """The round on this plan, or on a version before, that is not closed; of several the one that closes first."""
    rounds = (one for version in with_earlier(state, plan) for one in state.linked(Round, Round.plan, version.id))
    reporting = (one for one in rounds if one.kind is RoundKind.ACTIVITY_REPORTS)
    waiting = [one for one in reporting if one.closed_on is None and one.closes_on is not None]
    return min(waiting, key=lambda one: (one.closes_on, one.id), default=None)


def matrix_rows(state: State, about: Round, organization: Organization | None = None) -> tuple[MatrixRow, ...]:
    """The activities of the round's plan in its order; of an organization those that it leads, alone or with others."""
    plan = state.get(Plan, about.plan)
    if plan is None:
        return ()
    titles = {branch.record.id: branch.record.title for branch in tree(state, plan)}
    done = {part.id for part in activities(state, plan)}
    rows = ((branch.record, branch.above) for branch in tree(state, plan) if branch.record.id in done)
    return tuple(
        MatrixRow(part, tuple(titles[id] for id in above), last_report(state, part, about, organization))
        for part, above in rows
        if organization is None or organization.id in (part.lead, *part.co_leads)
    )


def leading(state: State, about: Round) -> tuple[Organization, ...]:
    """Whose matrix has rows: who leads an activity of the round's plan, alone or with others; in protocol order."""
    plan = state.get(Plan, about.plan)
    parts = activities(state, plan) if plan is not None else ()
    leads = {id for part in parts for id in (part.lead, *part.co_leads)}
    return tuple(sorted((one for one in state.all(Organization) if one.id in leads), key=protocol))


def last_report(
    state: State, activity: Activity, about: Round, organization: Organization | None
) -> ActivityReport | None:
    """What it, or the lead, reported last outside this round before it closes; of a version before as well."""
    home = organization.id if organization is not None else activity.lead
    found = [
        one
        for part in with_earlier(state, activity)
        for one in state.linked(ActivityReport, ActivityReport.activity, part.id)
        if one.round != about.id and one.organization == home and one.reported_on is not None
    ]
    before = [one for one in found if about.closes_on is None or _day(one) <= about.closes_on]
    return max(before, key=lambda one: (_day(one), one.id), default=None)


def _day(report: ActivityReport) -> date:
    assert report.reported_on is not None  # noqa: S101 - only those are compared
    return report.reported_on


def past_texts(state: State, last: ActivityReport | None, lang: str) -> dict[Past, str]:
    """What stands in the columns of the last report; a dash where there was none, which may never have been asked."""
    if last is None:
        return {Past.PERIOD: "", Past.STATUS: "–", Past.PROGRESS: ""}
    about = state.get(Round, last.round)
    period = shown_name(state, about) if about is not None else _day(last).isoformat()
    status = t(f"choices.activity_status.{last.status}", lang=lang)
    return {Past.PERIOD: period, Past.STATUS: status, Past.PROGRESS: last.progress}
