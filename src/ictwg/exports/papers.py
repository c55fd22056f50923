"""The papers about meetings, rounds and trainings, and those of the whole group, for the catalogue."""

from __future__ import annotations

from ictwg.domain.records import (
    Action,
    AgendaItem,
    Decision,
    Document,
    IncomingLetter,
    Letter,
    Meeting,
    Organization,
    Plan,
    Round,
    Training,
)
from ictwg.domain.values import Audience
from ictwg.papers.catalogue import PaperKind, later
from ictwg.papers.forms import CALENDAR, CARDS, CSV, MESSAGE, PAGES, SHEETS, SPREADSHEET, WEB_PAGE, FileForm

MATRIX = "matrix"
MEETING, ROUND, TRAINING, LETTER = (one.SINGULAR for one in (Meeting, Round, Training, Letter))
EVERYBODY = (Audience.MEMBERS, Audience.EVERYONE, Audience.CORE, Audience.SECRETARIAT)
FOLLOWING = (Audience.MEMBERS, Audience.CORE, Audience.SECRETARIAT)
CHAIR, OURS = (Audience.CORE, Audience.SECRETARIAT), (Audience.SECRETARIAT,)
PROMISE = f"{Decision.SINGULAR} {Action.SINGULAR}"
MATTER = f"{PROMISE} {Document.SINGULAR} {AgendaItem.SINGULAR}"
WHOSE = frozenset({"organization"})
ALSO = frozenset({"also"})
DAYS = frozenset({"since", "until"})


def _of_meeting(
    name: str, *readers: Audience, forms: tuple[FileForm, ...] = PAGES, takes: frozenset[str] = frozenset()
) -> PaperKind:
    builder = later(f"exports.meeting_papers:{name}".replace("-", "_"))
    return PaperKind(name, MEETING, builder, forms, readers, takes=takes)


def _of_training(name: str, *more: FileForm, takes: frozenset[str] = frozenset()) -> PaperKind:
    builder = later(f"exports.training_sheets:{name}".replace("training-", "").replace("-", "_"))
    return PaperKind(name, TRAINING, builder, (*SHEETS, *more), OURS, WEB_PAGE, takes)


PAPERS = (
    _of_meeting("minutes", *EVERYBODY),
    _of_meeting("minutes-today", Audience.MEMBERS),
    _of_meeting("action-points", Audience.MEMBERS, forms=(MESSAGE, *PAGES)),
    PaperKind("decisions", MEETING, later("exports.meeting_papers:decisions"), SHEETS, EVERYBODY, WEB_PAGE),
    _of_meeting("agenda", Audience.MEMBERS, Audience.CORE, forms=(*PAGES, MESSAGE), takes=ALSO),
    _of_meeting("addendum", Audience.MEMBERS, Audience.CORE, forms=(*PAGES, MESSAGE), takes=ALSO),
    _of_meeting("sign-in", Audience.MEMBERS, takes=ALSO),
    PaperKind("visitors", MEETING, later("exports.meeting_papers:visitors"), SHEETS, plain=WEB_PAGE),
    _of_meeting("chair-copy", *CHAIR),
    PaperKind("declaration", MEETING, later("exports.meeting_papers:declaration"), SHEETS, plain=WEB_PAGE, takes=WHOSE),
    _of_meeting("session-note", Audience.MEMBERS),
    PaperKind("action-list", "", later("exports.organization_sheet:action_list"), (*PAGES, SPREADSHEET), FOLLOWING),
    PaperKind(
        "organization",
        Organization.SINGULAR,
        later("exports.organization_sheet:organization"),
        SHEETS,
        (Audience.SECRETARIAT, Audience.CORE),
        WEB_PAGE,
    ),
    PaperKind("contacts", "", later("exports.contacts:contacts"), (*PAGES, CARDS), plain=WEB_PAGE),
    PaperKind("call-sheet", "", later("exports.call_sheet:call_sheet"), SHEETS, OURS, WEB_PAGE),
    PaperKind("dates", "", later("exports.dates:dates"), (CALENDAR,), EVERYBODY, CALENDAR, DAYS),
    PaperKind("book", "", later("exports.book:book"), PAGES, EVERYBODY, takes=DAYS),
    PaperKind(
        MATRIX,
        ROUND,
        later("exports.plan_matrix:matrix"),
        (SPREADSHEET, CSV, *SHEETS),
        plain=CSV,
        takes=WHOSE,
    ),
    PaperKind(
        "plan", Plan.SINGULAR, later("exports.plan_paper:plan"), (*PAGES, SPREADSHEET), (Audience.MEMBERS, *CHAIR)
    ),
    PaperKind("extract", PROMISE, later("exports.extract:extract"), SHEETS, EVERYBODY, WEB_PAGE),
    PaperKind("matter", MATTER, later("exports.matter:matter"), SHEETS, (*OURS, *FOLLOWING[:2]), WEB_PAGE),
    PaperKind("letter", LETTER, later("exports.letters:letter"), SHEETS, OURS, WEB_PAGE, goes_outside=True),
    PaperKind(
        "signature-folder",
        LETTER,
        later("exports.letters:signature_folder"),
        SHEETS,
        OURS,
        WEB_PAGE,
        goes_outside=True,
    ),
    PaperKind("delivery-sheet", "", later("exports.letters:delivery_sheet"), SHEETS, OURS, WEB_PAGE, DAYS),
    PaperKind("correspondence", "", later("exports.letters:correspondence"), SHEETS, OURS, WEB_PAGE, DAYS),
    PaperKind("order-slip", IncomingLetter.SINGULAR, later("exports.letters:order_slip"), SHEETS, OURS, WEB_PAGE),
    _of_training("training-sign-in", takes=DAYS | ALSO),
    _of_training("certificates", takes=ALSO),
    _of_training("payment-sheet", SPREADSHEET),
)
