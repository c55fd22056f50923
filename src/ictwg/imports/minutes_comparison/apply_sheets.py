"""Our own minutes brought back in, in any form: new meetings whole, known ones where somebody edited the copy.

> A copy as we wrote it tells nothing new to the meeting that it came from. Of one that somebody edited each difference
> is asked; no field is emptied because the copy does not say it, and into adopted minutes it goes as a correction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ictwg.domain.access import RANK
from ictwg.domain.changes import Changes
from ictwg.domain.records import Meeting
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.imports.doubts import DoubtKind, Doubts
from ictwg.imports.minutes_comparison.copies import OwnCopy, OwnFile, read_copy
from ictwg.imports.minutes_comparison.differences import STAGES, Differences
from ictwg.imports.minutes_comparison.meetings import SheetRecords, known_meeting
from ictwg.imports.minutes_comparison.organizations import SOURCE
from ictwg.imports.report import NOTHING_CHOSEN, Chosen, ImportPlan, ImportRow, RowState
from ictwg.minutes.printed.sheet import MinutesSheet


def bring_in_files(state: State, files: Iterable[OwnFile], today: date, chosen: Chosen = NOTHING_CHOSEN) -> ImportPlan:
    """The plan for these files: one change, one undo; nothing is written until it is committed."""
    records, rows, kept = SheetRecords(state, today), list[ImportRow](), Changes("verbs.imported")
    copies = (read_copy(state, file, today, known_meeting) for file in files)
    read = sorted((copy for copy in copies if copy is not None), key=_in_order)
    records.expect([copy.sheet for copy in read])
    for copy in read:
        if copy.meeting is not None:
            row, more = _compare(records, copy, copy.meeting, chosen)
            kept = kept.and_then(more)
        else:
            new = RowState.NEW if records.make(copy.sheet) else RowState.SAME
            row = ImportRow(new, copy.sheet.reference, copy.path, left_over=copy.notes if new is RowState.NEW else ())
        rows.append(row)
    subject = ", ".join(dict.fromkeys(copy.sheet.reference for copy in read))
    changes = records.write().done().and_then(kept).told_by(Meeting)
    known = ((Meeting.TABLE, copy.meeting.id) for copy in read if copy.meeting is not None)
    about = tuple(dict.fromkeys((*changes.about, *known))) if changes else ()
    return ImportPlan(tuple(rows), changes._replace(subject=subject, about=about))


def _compare(records: SheetRecords, copy: OwnCopy, meeting: Meeting, chosen: Chosen) -> tuple[ImportRow, Changes]:
    """What differs, each with a choice; of markdown what is read is taken unless somebody says otherwise."""
    row = ImportRow(RowState.SAME, copy.sheet.reference, copy.path, left_over=copy.notes)
    nothing = Changes("verbs.imported")
    if copy.here is None:
        return row._replace(state=RowState.DOUBTFUL, why=copy.why), nothing
    if not (copy.edited or _tells_more(copy.sheet, meeting)) or copy.is_same:
        return row, nothing
    doubts = Doubts(chosen.get(copy.path, {}))
    asked = copy.asked(records.making.state, records.today, meeting, doubts)
    changed = Differences(records, asked, copy.here, copy.sheet, copy.lines).take_over()
    copy.ask_rest(asked)
    told = doubts.found()
    asks = any(one.kind is not DoubtKind.WHOSE_COPY for one in told)
    state = RowState.UPDATED if changed or asked.kept else RowState.DOUBTFUL if asks else RowState.SAME
    return row._replace(state=state, doubts=told if asks else (), written=tuple(asked.taken)), asked.kept


def _tells_more(sheet: MinutesSheet, meeting: Meeting) -> bool:
    """A later stage than here; or what was brought in here was for an audience that was told less."""
    if STAGES.index(sheet.minutes_state) > STAGES.index(meeting.minutes_state):
        return True
    brought = meeting.source.removeprefix(SOURCE)
    return brought in set(Audience) and RANK[Audience(brought)] < RANK[sheet.audience]


def _in_order(copy: OwnCopy) -> tuple[str, str, int, int, int]:
    """By date; of several files of one meeting the one that tells most comes first, and of those the latest."""
    sheet = copy.sheet
    stage = STAGES.index(sheet.minutes_state)
    return (str(sheet.date or ""), sheet.reference, -RANK[sheet.audience], -stage, -sheet.edition)
