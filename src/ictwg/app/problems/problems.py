"""*To check*: the one list of problems, each with its record and how to fix it (DOMAIN.md §3).

gaps          open actions without owner or due date, owners who left, a next meeting that is not planned (`gaps`),
              meetings planned for a day that is over, members who have missed three in a row, people without a name,
              whoever may stand there twice, meetings that share a reference, trainings of which nobody said whether
              people at risk may be there
pre_flight    minutes that are not yet circulated (`gaps`): items without outcome, nobody present
after_merge   two records with one reference, fields that two people changed at once, an end before its beginning, what
              two edits have broken together (`clashing`), records changed after they were taken away for good, edits
              of adopted minutes (`corrections`), and conflict copies in the shared folder, values from before a
              restore and other records that wait for an answer
check         what the check of the file found, and files that records name and that are not there
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ictwg.actions.action_rows import table_of
from ictwg.app.problems.clashes import clash_where
from ictwg.app.problems.named_like import named_like
from ictwg.app.saving import would_add
from ictwg.domain.agenda import asked_elsewhere
from ictwg.domain.changes import LIVE, Changes, Edit
from ictwg.domain.clashes import Clash
from ictwg.domain.fields import District, Districts
from ictwg.domain.in_language import translations, untranslated
from ictwg.domain.periods import backward
from ictwg.domain.records import (
    Action,
    Decision,
    Meeting,
    Membership,
    Organization,
    OrganizationName,
    Person,
    Plan,
    Role,
    Series,
)
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import RECORDS, Record, declared, form_fields, title_of
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import SENT_STATES
from ictwg.domain.worked_out import per_version
from ictwg.locales import LANGUAGES, known, t
from ictwg.meetings.meetings import is_unsettled
from ictwg.members.attendance_history import staying_away
from ictwg.members.duplicates import doubles
from ictwg.minutes.gaps import Problem, ProblemKind, gaps_of_actions, line_of, unfinished
from ictwg.programme import at_risk
from ictwg.programme.plan import places_to_settle
from ictwg.records.group import known_districts, spoken_in
from ictwg.records.lookup import Lookup, register_label, short_name, short_title, shown_name, shown_reference
from ictwg.records.named_files import FileState
from ictwg.records.reference_data import district_named
from ictwg.records.shared_files import file_words, names_file, paths_of, state_of_file

if TYPE_CHECKING:
    from ictwg.app.sync import SharingLine
    from ictwg.store.maintenance.check import Finding
    from ictwg.store.sync.reports import DoubtfulCopy


DOUBLE = "/double/"
"""What stands between the ids of two that may be one, in the id of their line."""

COPY = "copy/"
"""What the id of a line on a conflict copy begins with; its name follows."""

WAITS = "waits/"
"""Likewise, for what has one answer to all of it; the id of its line on the sync screen follows."""

AT_RISK = "at_risk/"
"""The id of the one line that asks of trainings and actions whether people at risk may be among them."""

CLASH = "clash/"

NOT_HELD = "not_held"
"""In the id of a line on a meeting of which nobody has said whether it was held."""

RENUMBER = "renumber"
"""The id of the one line on references that were given twice."""

_NAMED = 5

NAMED_LIKE = "named_like/"
"""Likewise, for a name in minutes; the name follows."""

PURGED = "purged/"

LATE = "late/"
"""Likewise, for what two edits have broken, for a record that was taken away for good, and for an edit of adopted
minutes; its id follows."""


def to_mend(
    state: State,
    today: date,
    *,
    contested: Iterable[Record] = (),
    findings: Iterable[Finding] = (),
    copies: Iterable[DoubtfulCopy] = (),
    waiting: Iterable[SharingLine] = (),
    clashes: Iterable[Clash] = (),
    purged: Iterable[Record] = (),
    returned: Iterable[Problem] = (),
) -> tuple[Problem, ...]:
    """The whole list.

    Args:
        state: The group's records.
        today: The civil date.
        contested: Records of which a field has rival values (see `contested_in`).
        findings: What the check of the file found, where it was run.
        copies: Second copies that wait for an answer.
        waiting: What else waits for one (see `sharing_view.waiting_lines`).
        clashes: What two edits have broken together (see `clashing`).
        purged: Records taken away for good that somebody has changed since.
        returned: Lines on redacted texts that are back (see `ictwg.app.problems.returned`).
    """
    return (
        *map(_copy, copies),
        *map(_waits, waiting),
        *_after_merge(state, contested),
        *(_clash(state, clash) for clash in clashes),
        *map(_purged, purged),
        *returned,
        *_late(state, today),
        *unfinished(state),
        *_of_the_register(state),
        *_unanswered(state),
        *_of_places(state),
        *_in_minutes(state),
        *gaps_of_actions(table_of(state).rows(today)),
        *_staying_away(state, today),
        *_not_held(state, today),
        *(_finding(number, finding) for number, finding in enumerate(findings)),
    )


def counts(lines: Iterable[Problem]) -> dict[ProblemKind, int]:
    found = dict.fromkeys(ProblemKind, 0)
    for line in lines:
        found[line.kind] += 1
    return found


def count_of(
    state: State, today: date, *, contested: Iterable[Record] = (), others: int = 0, papers: int = 0
) -> dict[ProblemKind, int]:
    """How many lines of each kind there are, without making those of the gaps; what a check finds is not looked for.

    `others` is how many there are besides of what was brought together: conflict copies, what two edits have broken;
    `papers` on folders of imported papers.
    """
    return {
        ProblemKind.AFTER_MERGE: others + _late_count(state) + sum(1 for _ in _after_merge(state, contested)),
        ProblemKind.PRE_FLIGHT: sum(1 for _ in unfinished(state)),
        ProblemKind.GAPS: papers + _gap_count(state, today),
    }


@per_version  # Today asks whenever it comes to the front
def _gap_count(state: State, today: date) -> int:
    found = (one for lines in (_of_the_register, _unanswered, _of_places, _in_minutes) for one in lines(state))
    return (
        sum(len(row.gaps) for row in table_of(state).rows(today) if row.gaps)
        + len(staying_away(state, today))
        + sum(1 for _ in (*found, *_not_held(state, today)))
    )


def undecided(state: State, contested: Iterable[Record]) -> Iterator[tuple[Record, str]]:
    """The records and fields with two versions, each question once."""
    for record in contested:
        for register in record.row.contested():
            if not asked_elsewhere(state, record, register):
                yield record, register


def undecided_where(state: State, record: Record, register: str) -> str:
    """`A-2010-014 · Due`."""
    return f"{shown_name(state, record)} · {register_label(state, type(record), register)}"


def renumbered(state: State, today: date) -> Changes:
    """A number of its own for each record that shares one, but for one of each; the old one still finds them."""
    found = to_renumber(state)
    numbers, edit = ReferenceNumbers(state), Edit("verbs.renumbered", _references_of(found))
    for record in found:
        day = (record.given_on if isinstance(record, Action) else record.decided_on) or today
        if isinstance(record, Action):
            reference = numbers.take(record.kind, day.year)
        else:
            reference = numbers.take_decision(day.year)
        former = {*record.former_references, record.reference}
        edit.update(record, type(record).reference(reference), type(record).former_references(tuple(former)))
    return edit.done()


def to_renumber(state: State) -> tuple[Action | Decision, ...]:
    """Those that get another number: of each number all that have not gone out, but for the first where none has."""
    found: list[Action | Decision] = []
    for group in shared_references(state):
        inside = sorted((one for one in group if may_get_new_number(state, one)), key=lambda one: one.id)
        found += inside if len(inside) < len(group) else inside[1:]
    return tuple(found)


def may_get_new_number(state: State, record: Action | Decision) -> bool:
    """Not once it has left the house: a reference that others may have quoted never changes."""
    meeting = state.get(Meeting, record.meeting)
    return meeting is None or meeting.minutes_state not in SENT_STATES


def shared_references(state: State) -> tuple[tuple[Action | Decision, ...], ...]:
    """The records of a kind that carry the same reference, together."""
    together: dict[str, list[Action | Decision]] = {}
    for reference in sorted(table_of(state).shared_references()):
        carried = [record for record in state.by_reference(reference) if isinstance(record, (Action, Decision))]
        together[reference] = [record for record in carried if record.reference == reference]
    return tuple(tuple(records) for records in together.values())


def _references_of(records: Iterable[Action | Decision]) -> str:
    """The first few."""
    found = sorted({one.reference for one in records})
    return ", ".join((*found[:_NAMED], *(("…",) if len(found) > _NAMED else ())))


def _out_twice(state: State, group: tuple[Action | Decision, ...]) -> tuple[Action | Decision, ...]:
    """Those that bear one number for ever, because each has gone out."""
    out = tuple(one for one in group if not may_get_new_number(state, one))
    return out if len(out) > 1 else ()


def _staying_away(state: State, today: date) -> Iterator[Problem]:
    """Members and observers who have missed three meetings of a body in a row, with apologies or without."""
    for series, row in staying_away(state, today):
        where = " · ".join(filter(None, (row.acronym, row.missed.words(), series)))
        yield line_of(ProblemKind.GAPS, "staying_away", row.organization, where, series)._replace(field="")


def _not_held(state: State, today: date) -> Iterator[Problem]:
    """Meetings that are still planned for a day that is over."""
    for meeting in state.all(Meeting):
        if is_unsettled(meeting, today) and not meeting.source:
            where = f"{shown_name(state, meeting)} {short_title(meeting)}".rstrip()
            yield line_of(ProblemKind.GAPS, NOT_HELD, meeting, where)


def _unnamed(state: State) -> Iterator[Problem]:
    """Of each language in which somebody has begun to name the group's members and bodies, which have no name in it."""
    homes: tuple[Record, ...] = (*state.all(Organization), *(one for one in state.all(Series) if one.code))
    for lang in LANGUAGES:
        begun = lang != spoken_in(state) and not translations(state, lang).keys().isdisjoint(one.id for one in homes)
        found = untranslated(state, homes, lang) if begun else ()
        named = [one for one, field in found if field in (Organization.name, Series.name)]
        if named:
            listed = ", ".join((*(short_name(one) for one in named[:_NAMED]), *(("…",) if named[_NAMED:] else ())))
            where = f"{t(f'ui.language_{lang}')}: {len(named)} · {listed}"
            yield line_of(ProblemKind.GAPS, "unnamed", named[0], where, lang)._replace(field="")


def _of_the_register(state: State) -> Iterator[Problem]:
    """People without a name, whoever may stand there twice, meetings that share a reference, names not translated."""
    yield from _unnamed(state)
    for person in state.all(Person):
        if not person.name.strip():
            home = state.get(Organization, person.organization)
            where = " · ".join(filter(None, (home.acronym if home is not None else "", person.position))) or person.id
            yield line_of(ProblemKind.GAPS, "no_name", person, where, Person.name.name)
    for one, other in doubles(state):
        line = line_of(ProblemKind.GAPS, "double", other, f"{title_of(one)} · {title_of(other)}")
        yield line._replace(id=f"{other.id}{DOUBLE}{one.id}")
    carried = Counter(meeting.reference for meeting in state.all(Meeting) if meeting.reference)
    for meeting in state.all(Meeting):
        if carried[meeting.reference] > 1:
            where = f"{shown_reference(state, meeting)} {short_title(meeting)}"
            yield line_of(ProblemKind.GAPS, "meeting_twice", meeting, where, Meeting.reference.name)


def _unanswered(state: State) -> Iterator[Problem]:
    if unanswered := at_risk.proposals(state):
        yield Problem(AT_RISK, ProblemKind.GAPS, t("mend.at_risk"), at_risk.asked_of(unanswered), t("mend.at_risk.way"))


def _in_minutes(state: State) -> Iterator[Problem]:
    """Names that look like an organization on record and were left without one."""
    for one in named_like(state):
        where = f"{one.text} · {one.organization.name}"
        place = (Organization.TABLE, one.organization.id, Organization.aliases.name)
        way = t("mend.named_like.way")
        yield Problem(f"{NAMED_LIKE}{one.text}", ProblemKind.GAPS, t("mend.named_like"), where, way, *place)


_LOST = frozenset({FileState.MISSING, FileState.NO_FILE, FileState.OUTSIDE})


def lost_files(lookup: Lookup) -> Iterator[Problem]:
    """Records whose file is not where they name it; it looks at each file."""
    for kind in declared():
        for record in lookup.state.all(kind) if names_file(kind) else ():
            for path in paths_of(record):
                if state_of_file(lookup, record, path) not in _LOST:
                    continue
                told = t("documents.file", path=path, state=file_words(lookup, record, path))
                yield line_of(ProblemKind.CHECK, "lost_file", record, f"{shown_name(lookup.state, record)} · {told}")


def _of_places(state: State) -> Iterator[Problem]:
    """Shelters that the title gives away, or of which nobody has said who may know their place; districts not known."""
    for key, activity, field in places_to_settle(state):
        yield line_of(ProblemKind.GAPS, key, activity, shown_name(state, activity), field.name)
    known = known_districts(state)
    for kind in declared() if known else ():
        for field in (one for one in form_fields(kind) if isinstance(one, District | Districts)):
            for record in state.all(kind):
                said = field.of(record)
                names = said if isinstance(said, tuple) else (said,)
                if strange := ", ".join(name for name in names if name and not district_named(name, known)):
                    where = f"{strange} · {shown_name(state, record)}"
                    yield line_of(ProblemKind.GAPS, "no_district", record, where, field.name)


def _after_merge(state: State, contested: Iterable[Record]) -> Iterator[Problem]:
    if twice := to_renumber(state):
        where = t("mend.same_reference.where", references=_references_of(twice), count=len(twice))
        yield Problem(RENUMBER, ProblemKind.AFTER_MERGE, t("mend.same_reference"), where, t("mend.same_reference.way"))
    for numbered in (one for group in shared_references(state) for one in _out_twice(state, group)):
        where = f"{shown_reference(state, numbered)} {short_title(numbered)}"
        yield line_of(ProblemKind.AFTER_MERGE, "same_reference_out", numbered, where)
    for record in backward(state):
        begin, end = type(record).SPAN
        days = f"{record.row.get(begin.name)} – {record.row.get(end.name)}"
        owner = _whose(state, record)
        where = f"{shown_name(state, owner)} · {t(f'records.{record.SINGULAR}')} · {days}"
        yield line_of(ProblemKind.AFTER_MERGE, "ends_before", owner, where, end.name)
    for plan in state.all(Plan):
        if len(later := state.linked(Plan, Plan.earlier, plan.id)) > 1:
            where = f"{shown_name(state, plan)} → {' · '.join(shown_name(state, one) for one in later)}"
            yield line_of(ProblemKind.AFTER_MERGE, "next_twice", later[-1], where, Plan.earlier.name)
    for record, register in undecided(state, contested):
        key = "deleted" if register == LIVE else "rivals"
        yield line_of(ProblemKind.AFTER_MERGE, key, record, undecided_where(state, record, register), register)


def _whose(state: State, record: Record) -> Record:
    """Whose period it is, and where it is corrected; any other record is its own."""
    owner: Record | None = None
    if isinstance(record, Role):
        owner = state.get(Person, record.person) or state.get(Organization, record.organization)
    elif isinstance(record, Membership | OrganizationName):
        owner = state.get(Organization, record.organization)
    return owner or record


def _late(state: State, today: date) -> Iterator[Problem]:
    """What a colleague edited in minutes that are adopted: a correction to accept or to decline."""
    from ictwg.minutes.corrections import late_edits, words_of

    lookup = Lookup(state, today)
    for id, proposals in late_edits(state).by_meeting().items():
        meeting = state.get(Meeting, id)
        if meeting is None:
            continue
        for proposal in proposals:
            where = f"{shown_name(state, meeting)} · {' '.join(words_of(lookup, proposal).split())}"
            place = (Meeting.TABLE, id)
            way = t("mend.late.way")
            yield Problem(f"{LATE}{proposal.id}", ProblemKind.AFTER_MERGE, t("mend.late"), where, way, *place)


def _late_count(state: State) -> int:
    from ictwg.minutes.corrections import late_edits

    return sum(map(len, late_edits(state).by_meeting().values()))


def clash_id(clash: Clash) -> str:
    """Of its line."""
    other = clash.other.id if clash.other is not None else ""
    return f"{CLASH}{clash.kind}/{clash.record.id}/{clash.field}/{other}"


def _clash(state: State, clash: Clash) -> Problem:
    key, record = f"mend.{clash.kind}", clash.record
    place = record.TABLE, record.id, clash.field
    return Problem(clash_id(clash), ProblemKind.AFTER_MERGE, t(key), clash_where(state, clash), t(f"{key}.way"), *place)


def _purged(record: Record) -> Problem:
    where = f"{t(f'records.{record.SINGULAR}')} · {short_name(record)}"
    return Problem(PURGED + record.id, ProblemKind.AFTER_MERGE, t("mend.purged"), where, t("mend.purged.way"))


def _copy(copy: DoubtfulCopy) -> Problem:
    where = f"{clean(copy.name)} · {would_add(copy)}"
    return Problem(COPY + copy.name, ProblemKind.AFTER_MERGE, t("mend.copy"), where, t("mend.copy.way"))


def _waits(line: SharingLine) -> Problem:
    titled = f"sharing.{line.leads}.title"
    where = t(titled) if known(titled) else line.what
    return Problem(WAITS + line.id, ProblemKind.AFTER_MERGE, t("mend.waits"), where, line.way)


def _finding(number: int, finding: Finding) -> Problem:
    what, known = t(finding.message, **finding.values), finding.table in RECORDS
    where = " ".join(filter(None, (finding.table, finding.id, finding.field)))
    place = (finding.table if known else "", finding.id if known else "", finding.field)
    return Problem(f"check/{number}", ProblemKind.CHECK, what, where, t("mend.check.way"), *place)
