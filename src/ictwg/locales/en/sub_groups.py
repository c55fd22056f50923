"""The bodies that meet besides the plenary."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "meets": "Meets",
    "members": "Members",
    "next": "Next meeting",
    "new": "A new sub-group",
    "edit": "{name}",
    "made": "The next meeting of {name} is prepared: Agenda & minutes (2) has it.",
    "members_of": "{name}: who sits in it",
    "seat": "Who sits in it",
    "empty": "Nobody sits in this sub-group yet: until then its roll is called from the plenary's roster.\n"
    "{key:record.new} adds an organization or a person.",
    "bad_code": "“{code}” cannot stand in references",
    "bad_code.hint": "Up to eight letters and figures, at least one letter, such as LAW",
    "taken": "There is a sub-group {code} already",
    "taken.hint": "Choose another code, or change the one that is there",
    "has_met": "{name} stays: it has meetings",
    "has_met.hint": "What a body has decided keeps its name; the plenary always stays",
    "nobody": "Who sits there?",
    "nobody.hint": "Name an organization, or a person who belongs to one",
    "no_body": "There is no body {code}",
    "no_body.hint": "Leave it empty for the plenary, or name one of these: {known}",
}
