"""Bringing in minutes and members."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "meetings": {"one": "{count} meeting", "other": "{count} meetings"},
    "members": {"one": "{count} member", "other": "{count} members"},
    "register": "register",
    "alike": "looks like “{known}”: if it is one organization, add this name to its aliases",
    "before_membership": (
        "{organization} is a member only since {since}: attendance before is not counted; set Since earlier"
    ),
    "other_file": "neither minutes (.md) nor members (.csv)",
    "too_large": "too large to be minutes or a list of members",
    "words_change": "its minutes would say “{after}”, no longer “{before}”",
    "minutes": "minutes on record",
    "nobody_named": "neither a person nor an acronym in this row; nothing was brought in",
    "unknown_type": "“{text}” is no type that is known here: “other” for now",
    "not_understood": "not kept, because it was not understood: {text}",
    "no_person": "not kept, because the row names no person: {text}",
    "twin": "a meeting of this day is here already, made by hand; nothing was brought in",
    "not_minutes.empty": "the file is empty",
    "not_minutes.template": "a template that nobody filled in",
    "not_minutes.readme": "a page about the minutes, not minutes",
    "not_minutes.no_date": "no date in it",
    "not_minutes.no_meeting": "no meeting in it",
    "not_minutes.own_export": "written by this program",
    "empty": "the file is empty",
    "no_headings": "no headings that say what the columns are, such as Name, Organization, Position",
    "unreadable": "this row cannot be read",
    "no_name": "no name in this row",
    "ambiguous": "“{text}” could be more than one organization",
    "same_name": "somebody of this name is on the register, of {organization}",
    "unknown_columns": "columns that were not understood: {columns}",
    "member.changes": "changes {fields}",
}
