"""What the programmes that pay for a training or a meeting want on what is printed of it."""

from __future__ import annotations

from collections.abc import Iterator

from ictwg.domain.fields import Link
from ictwg.domain.records import Funder, FundingLine, Result, VisibilityText
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.papers.blocks import Paragraph, line
from ictwg.records.group import spoken_in


def visibility_lines(state: State, paid_for: Link, id: str, lang: str) -> Iterator[Paragraph]:
    """Each in this language, else in the group's, or in any; as many in every language.

    Args:
        state: The whole group.
        paid_for: The field of a line of funding that names what it pays for.
        id: Of that.
        lang: Of the page.
    """
    programmes = dict.fromkeys(
        one.programme
        for paid in state.linked(FundingLine, paid_for, id)
        for one in (state.get(Result, paid.output), state.get(Funder, paid.funder))
        if one is not None and one.programme
    )
    wanted = [
        {fold(one.language): one.text for one in state.linked(VisibilityText, VisibilityText.programme, programme)}
        for programme in programmes
    ]
    for texts in (one for at, one in enumerate(wanted) if one not in wanted[:at]):
        said = next((texts[code] for code in (lang, spoken_in(state), *texts) if code in texts), "")
        yield from [Paragraph(line(said))] if said else []
