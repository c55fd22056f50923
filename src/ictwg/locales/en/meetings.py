"""Meetings: their agenda, who was there, and how it is said in the minutes."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "represented": {
        "one": "{represented} of {count} member organization was represented",
        "other": "{represented} of {count} member organizations were represented",
    },
    "attending": {
        "one": "{count} organization was represented",
        "other": "{count} organizations were represented",
    },
    "represented_short": "{represented} of {count} represented",
    "unrecorded": "{unrecorded} not recorded",
    "not_taken": "Attendance was not recorded",
    "quorum_reached": "({needed} needed: quorum)",
    "quorum_needs": "({needed} needed: not known)",
    "quorum_missed": "({needed} needed: no quorum)",
    "all_members": "all members",
    "item.opening": "Opening",
    "item.adoption_of_agenda": "Adoption of the agenda",
    "item.previous_minutes": "Minutes of the previous meeting",
    "item.matters_arising": "Matters arising",
    "item.any_other_business": "Any other business",
    "item.next_meeting": "Next meeting",
    "item.closing": "Closure",
    "no_meeting": "The meeting of this line is gone",
    "no_meeting.hint": "Bring it back with undo first",
    "frozen": "The minutes of {meeting} are adopted and stay as they are",
    "frozen.hint": "Correct them in their view Adoption (ictwg correct {meeting} TEXT), or take the adoption back "
    "first (ictwg circulate {meeting} --back)",
}
