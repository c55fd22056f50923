"""The papers about meetings, rounds and trainings, and those of the whole group, for the catalogue."""

from __future__ import annotations

from ictwg.domain.records import Meeting, Round, Training
from ictwg.domain.values import Audience
from ictwg.papers.catalogue import Paper, later
from ictwg.papers.forms import CALENDAR, CARDS, CSV, MARKDOWN, MESSAGE, SPREADSHEET, WEB_PAGE, WORD

MATRIX = "matrix"
PAGES, SHEETS = (MARKDOWN, WEB_PAGE, WORD), (WEB_PAGE, WORD)
MEETING, ROUND, TRAINING = Meeting.SINGULAR, Round.SINGULAR, Training.SINGULAR
EVERYBODY = (Audience.MEMBERS, Audience.EVERYONE, Audience.CORE, Audience.SECRETARIAT)
CHAIR = (Audience.CORE, Audience.SECRETARIAT)
SECRETARIAT = (Audience.SECRETARIAT,)
DAYS, OF_ONE = frozenset({"since", "until"}), frozenset({"organization"})

PAPERS = (
    Paper("minutes", MEETING, later("exports.meeting_papers:minutes"), PAGES, EVERYBODY),
    Paper("minutes-today", MEETING, later("exports.meeting_papers:minutes_today"), PAGES),
    Paper("action-points", MEETING, later("exports.meeting_papers:action_points"), (*PAGES, MESSAGE)),
    Paper("agenda", MEETING, later("exports.meeting_papers:agenda"), PAGES, (Audience.MEMBERS, Audience.CORE)),
    Paper("sign-in", MEETING, later("exports.meeting_papers:sign_in"), PAGES),
    Paper("chair-copy", MEETING, later("exports.meeting_papers:chair_copy"), PAGES, CHAIR),
    Paper("session-note", MEETING, later("exports.meeting_papers:session_note"), PAGES),
    Paper("contacts", "", later("exports.contacts:contacts"), (WEB_PAGE, MARKDOWN, CARDS)),
    Paper("dates", "", later("exports.dates:dates"), (CALENDAR,), EVERYBODY, DAYS),
    Paper("book", "", later("exports.book:book"), PAGES, EVERYBODY, DAYS),
    Paper(MATRIX, ROUND, later("exports.plan_matrix:matrix"), (CSV, SPREADSHEET, WEB_PAGE, WORD), takes=OF_ONE),
    Paper("training-sign-in", TRAINING, later("exports.training_sheets:sign_in"), SHEETS, SECRETARIAT, DAYS),
    Paper("certificates", TRAINING, later("exports.training_sheets:certificates"), SHEETS, SECRETARIAT),
    Paper(
        "payment-sheet",
        TRAINING,
        later("exports.training_sheets:payment_sheet"),
        (*SHEETS, SPREADSHEET),
        SECRETARIAT,
    ),
)
