"""From paper: a paragraph by its number, its new words, then the next; for a draft with somebody's handwriting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.fields import FormField
from ictwg.domain.records import Entry, Meeting
from ictwg.locales import t
from ictwg.minutes.from_paper import numbered_paragraphs, reword
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen

if TYPE_CHECKING:
    from ictwg.ui.session_screen import SessionScreen


async def write_from_paper(screen: SessionScreen[Any], meeting: Meeting) -> None:
    """Until Escape; the cursor goes on to the next paragraph by itself."""
    session, at = screen.session, ""
    while True:
        lines = numbered_paragraphs(session.state, meeting)
        if not lines:
            screen.tell(t("minutes_screen.paper.nothing"))
            return
        offered = [Choice(one.id, f"{one.number}  {one.text}") for one in lines]
        chosen = await screen.app.push_screen_wait(
            Choose(t("minutes_screen.paper.which"), offered, current=at, whole=True)
        )
        if chosen is None:
            return
        place = next(n for n, one in enumerate(lines) if one.id == chosen)
        line, at = lines[place], lines[min(place + 1, len(lines) - 1)].id
        kind = "text" if "\n" in line.text else "line"
        field = FormField(Entry.text.name, t(Entry.text.label_id), kind=kind, value=line.text, required=True)
        values = await screen.app.push_screen_wait(
            FormScreen(t("minutes_screen.paper.words", number=line.number), (field,), verb="form.save")
        )
        said = values[field.name].strip() if values else line.text
        if said != line.text:
            screen.carry_out(lambda line=line, said=said: reword(session.state, meeting, line, said, session.today))  # type: ignore[misc]
