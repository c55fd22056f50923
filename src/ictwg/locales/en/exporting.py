"""What goes out about a meeting, and for whom."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "title": "What shall go out?",
    "for": "{what}, for {audience}",
    "left_out": {"one": "({count} left out: not for them)", "other": "({count} left out: not for them)"},
    "written": "Written",
    "written.same": "Already there, unchanged",
    "written.folder": "in {folder}",
    "written.kept": "{kept} was edited by somebody and stays as it is; this one stands beside it.",
    "written.path": "The path",
    "written.not_opened": "This computer has no program to open it with. Copy the path, and open it by hand.",
    "page": "{what} as a page to print or send",
    "minutes": "Minutes",
    "minutes-today": "Minutes, with actions as of today",
    "action-points": "Action points",
    "action-points.message": "Action points as a message, on the clipboard",
    "agenda": "Agenda",
    "sign-in": "Sign-in sheet",
    "chair-copy": "Chair's copy",
    "list": "This list as a spreadsheet (CSV)",
}
