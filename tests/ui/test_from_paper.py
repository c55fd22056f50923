"""A printed draft with somebody's handwriting: a paragraph by its number, its words, the next; adopted ones too."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.open_meeting import opened

from ictwg.domain.records import Correction, Entry
from ictwg.locales import t
from ictwg.minutes.approval import adopt_by_silence
from ictwg.minutes.from_paper import numbered_paragraphs


@pytest.mark.parametrize("after_adoption", [False, True])
async def test_two_paragraphs_by_their_numbers(tmp_path: Path, *, after_adoption: bool) -> None:
    async with opened(tmp_path, "minutes") as there:
        session = there.app.session
        await there.enters("The chair opened")
        await there.enters("Nobody objected")
        if after_adoption:
            session.commit(adopt_by_silence(there.meeting, session.today))
        first, second, *_ = numbered_paragraphs(session.state, there.meeting)
        await there.press("alt+h", *first.number, "enter", shows=t("minutes_screen.paper.words", number=first.number))
        await there.press(*" early", "ctrl+s", shows=t("minutes_screen.paper.which"))
        await there.press("enter", *" at all", "ctrl+s", "escape")
        said = [session.state.get(Entry, one.id) for one in (first, second)]
        corrected = [one.text for one in session.state.all(Correction)]
        if after_adoption:
            assert [one.text for one in said if one] == [first.text, second.text]
            assert [f"{first.text} early" in corrected[0], f"{second.text} at all" in corrected[1]] == [True, True]
        else:
            assert [one.text for one in said if one] == [f"{first.text} early", f"{second.text} at all"]
            assert not corrected
