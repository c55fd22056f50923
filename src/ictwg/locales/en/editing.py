"""Adding and changing records by their fields."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "not_an_assignment": "“{text}” is not of the form FIELD=VALUE",
    "not_an_assignment.hint": "Write due=fri, owners+=PNTL, owners-=MoJ, or due= to empty it",
    "missing": "{field} is missing",
    "missing.hint": "Give it with {flag}",
    "emptied.hint": "It cannot be empty",
    "emptied.set_hint": "It cannot be empty: write {name}=VALUE",
    "no_field": "{kind} has no field “{name}”",
    "no_field.hint": "Its fields: {listed}",
    "there_already": "{name} is on the list of {where} already",
    "organization_there": "“{name}” is on the register already: {acronym}, {full}",
    "no_organization": "those without an organization",
    "circle": "{field} of {name} would lead back to {name} itself",
    "circle.hint": "Choose another record",
    "not_a_list": "{field} takes one value, not a list",
    "not_a_list.hint": "Write {name}=VALUE",
}
