"""The form about a decision, and from what was typed in it to the use case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.domain.records import Decision, Group
from ictwg.services import decisions, editing
from ictwg.services.adding import add
from ictwg.ui.forms import changed, fields_for, filled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field
    from ictwg.services.lookup import Lookup
    from ictwg.ui.widgets.form import FormField

    Values = Mapping[str, str]

_FIRST: tuple[Field[Any], ...] = (Decision.text, Decision.meeting, Decision.decided_on, Decision.basis)
_VOTES: tuple[Field[Any], ...] = (Decision.votes_for, Decision.votes_against, Decision.abstentions)
_LATER: tuple[Field[Any], ...] = (Decision.rationale, Decision.opposing, Decision.supersedes, Decision.status)


def decision_form(lookup: Lookup, decision: Decision | None = None) -> tuple[FormField, ...]:
    """Votes stay hidden until the group's rules say that it votes (DOMAIN.md §2)."""
    votes = _VOTES if any(group.votes for group in lookup.state.all(Group)) else ()
    return fields_for(lookup, Decision, decision, only=(*_FIRST, *votes, *_LATER))


def new_decision(lookup: Lookup, values: Values) -> tuple[str, Changes]:
    return add(lookup, Decision, filled(values))


def edit_decision(lookup: Lookup, decision: Decision, form: Sequence[FormField], values: Values) -> Changes:
    """Only what was changed: another text keeps the earlier wording, what it takes the place of is overtaken."""
    given = changed(form, values)
    text, replaced = given.pop(Decision.text.name, None), given.pop(Decision.supersedes.name, None)
    edit = editing.set_fields(lookup, decision, given)
    if text is not None:
        edit = edit.and_then(decisions.reword(lookup.state, decision, text, lookup.today))
    if replaced is not None:
        edit = edit.and_then(_supersede(lookup, decision, Decision.supersedes.parse(replaced, lookup)))
    return edit


def _supersede(lookup: Lookup, decision: Decision, ids: tuple[str, ...]) -> Changes:
    earlier = [one for id in ids if (one := lookup.state.get(Decision, id)) is not None]
    return decisions.supersede(lookup.state, decision, earlier)
