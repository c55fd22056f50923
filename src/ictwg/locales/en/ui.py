"""Texts of the widgets and boxes that every screen uses."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: dict[str, str | Mapping[str, str]] = {
    "filter_hint": "Filter",
    "count": {"one": "{count} row", "other": "{count} rows"},
    "count_of": "{shown} of {count}",
    "nothing_matches": "Nothing has “{query}”. Escape shows all again.",
    "yes": "yes",
    "no": "no",
    "no_choice": "–",
    "no_such_choice": "Nothing has that. Take a letter back.",
    "choose_hint": "Type to find it",
    "help_title": "What you can do here",
    "help_hint": "Type to find an action; Enter does it",
    "field_needed": "Needed: {label}.",
    "leave_unsaved": "Leave without saving what you typed?",
    "leave": "Leave",
    "stay": "Stay",
    "pasted": {"one": "{count} pasted line", "other": "{count} pasted lines"},
    "no_editor": "No editor is set.",
    "no_editor_hint": "Set $VISUAL or $EDITOR to the command of your editor; the box here works without.",
    "no_suspend": "This terminal cannot hand itself over to an editor.",
    "no_suspend_hint": "Write in the box instead.",
    "editor_failed": "The editor “{command}” did not end well; the text is as it was.",
    "copied": "Copied.",
    "copied_to_file": "Sent to the terminal's clipboard; the text is also in {file}.",
    "copied_perhaps": "Sent to the terminal's clipboard; not every terminal takes it.",
    "nothing_here": "Nothing here yet.",
    "done": "{what} · Ctrl+Z undoes",
    "already_saved": "Everything is saved already: each change is, the moment it is made.",
    "kept": "Kept, because it was changed since: {what}",
    "copied_what": "{what}: {where}",
    "palette_go": "go: {verb}",
    "palette_do": "do: {verb}",
    "palette_here": "here: {verb}",
    "palette_record": "{kind}: {text}",
}
