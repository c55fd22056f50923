"""Decisions by circulation: proposals, answers, and how they end."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "agrees": {"one": "{count} agrees", "other": "{count} agree"},
    "disagrees": {"one": "{count} disagrees", "other": "{count} disagree"},
    "abstains": {"one": "{count} abstains", "other": "{count} abstain"},
    "silent": {"one": "{count} has not answered", "other": "{count} have not answered"},
    "silent.counts_as_agrees": {
        "one": "{count} has not answered (counts as agreement)",
        "other": "{count} have not answered (counts as agreement)",
    },
    "silent.counts_as_abstains": {
        "one": "{count} has not answered (counts as abstention)",
        "other": "{count} have not answered (counts as abstention)",
    },
    "waiting_for": "Not answered yet: {names}",
    "not_counted": "no member, not counted",
    "new": "A text to decide by circulation",
    "who": "Whose answer to {subject}?",
    "answer_of": "{name} on {subject}",
    "no_member": "no member",
    "conclude": "Conclude {subject}",
    "choose_taken": "Taken",
    "choose_not_taken": "Not taken",
    "deadline_past": "deadline past",
    "no_members": "nobody is asked: the group has no members that day",
    "no_proposal": "{subject} is not open for answers",
    "no_proposal.hint": (
        "Only a text that circulates is answered and concluded. `{key:decision.circulate}` circulates a new one."
    ),
    "item": "Decision by circulation {reference}: {text}",
    "item_not_taken": "Proposal {reference} was not taken: {text}",
    "noted_taken": "Taken by circulation on {day}; for the group to note.",
    "noted_not_taken": "Circulated, and not taken ({day}); for the group to note.",
}
