"""A redacted text that is back is settled from *To check* by one key each way."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.open_meeting import opened

from ictwg.app.redaction import redact
from ictwg.domain.changes import Edit
from ictwg.domain.records import Contact
from ictwg.locales import t
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.widgets.filtered_list import FilteredList

MATTER = "The police had met Maria-do-Teste in Comoro"


@pytest.mark.parametrize("keeps", [True, False])
async def test_it_is_kept_or_goes_once_more(tmp_path: Path, *, keeps: bool) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        session.commit(Edit("verbs.created").create(Contact, session.state.new_id(), Contact.text(MATTER)).done())
        (contact,) = session.state.all(Contact)
        redact(session, contact, Contact.text, "names a person")
        session.commit(Edit("verbs.edited").update(contact, Contact.text(f"{MATTER}!")).done())
        await there.app.push_screen(ProblemsScreen())
        shown = there.app.screen.query_one(FilteredList).list
        await there.until(lambda: any(row.id.startswith("returned/") for row in shown.rows))
        shown.move_to(next(row.id for row in shown.rows if row.id.startswith("returned/")))
        await there.press("enter", shows=t("mend.returned.keep"))
        await there.press(*(("down", "enter") if keeps else ("enter",)))
        if not keeps:
            await there.shows(t("redacting.yes"))
            await there.press("tab", "enter")
        await there.until(lambda: not any(row.id.startswith("returned/") for row in shown.rows))
        (contact,) = session.state.all(Contact)
        assert (MATTER in (contact.text or "")) is keeps
