"""Errors about values that a person typed."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "not_a_choice": "{field}: “{value}” is not one of the values",
    "not_a_choice.hint": "Use one of: {choices}",
    "not_a_day": "{field}: “{value}” is not a day",
    "ends_before": "{end} {last} is before {begin} {first}",
    "ends_before.hint": "{last} is before {first}, where it begins: correct one of the two",
    "ends_before.times_hint": "{last} is before {first}, where it begins: correct one of the two. "
    "What runs past midnight lasts 8 hours at most",
    "not_a_day.hint": "Write a day such as 12 Feb, 12/02/2010, fri or +2w",
    "not_a_time": "{field}: “{value}” is not a time",
    "not_a_time.hint": "Write hours and minutes, such as 9:30",
    "not_a_number": "{field}: “{value}” is not a whole number",
    "not_a_number.hint": "Write digits only, such as 15",
    "not_yes_or_no": "{field}: “{value}” is neither yes nor no",
    "not_yes_or_no.hint": "Write yes or no",
}
