"""Looking records up by what a person typed."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "gone": "(deleted)",
    "none": "No {kind} answers to “{text}”",
    "none.hint": "Did you mean {nearest}?",
    "none.plain_hint": "Lists show what there is: ictwg members, people, meetings, actions …",
    "several": "“{text}” could be more than one {kind}",
    "several.hint": "Say which: {listed}",
    "several_references": "Two records carry {text}",
    "no_reference": "Nothing answers to “{text}”",
    "no_reference.hint": "Use a reference such as A-2010-014, an acronym, or a name",
}
