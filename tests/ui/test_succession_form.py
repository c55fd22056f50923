"""What became of an organization, as the form understands it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState, known, organization

from ictwg.app.forms.members import ACTIONS, INTO, became, became_form
from ictwg.domain.records import Organization
from ictwg.errors import AmbiguousError
from ictwg.records.lookup import Lookup

DAY = date(2010, 3, 12)


def test_a_name_that_several_carry_is_asked_about_and_never_a_new_one() -> None:
    state = MemoryState()
    police = Organization.aliases(("Police",))
    moj, _, _ = organization(state, "MoJ"), organization(state, "PNTL", police), organization(state, "UNPOL", police)
    lookup = Lookup(state, DAY)
    form = {field.name: field for field in became_form(lookup, moj)}
    complain = known(form[INTO].validate)
    assert complain("MoL, UNPOL") is None
    assert "PNTL" in str(complain("MoL, Police"))
    values = {name: field.value for name, field in form.items()} | {INTO: "Police", ACTIONS: ""}
    with pytest.raises(AmbiguousError):
        became(lookup, moj, values)
