"""The reader keeps the scores that the bench has shown: real minutes, and notations frozen before they were read."""

from __future__ import annotations

import pytest
from tests.all_of import some
from tests.bench import import_score as score

from ictwg.imports.foreign_minutes.reader import read_minutes


@pytest.mark.parametrize("name", score.NOTATIONS)
def test_frozen_notations(name: str) -> None:
    for kind, tally in some(score.score_notation(name).items()):
        assert tally.recall >= 0.90, (kind, tally.missed)
        assert tally.precision >= 0.85, (kind, tally.missed)


@pytest.mark.corpus
def test_the_archive_with_its_truth() -> None:
    tallies = score.score_archive()
    assert tallies["meetings"].hits == 91
    assert tallies["actions"].recall >= 0.97
    assert tallies["actions"].precision >= 0.97
    for name in ("assignee", "due", "status"):
        assert tallies[name].recall >= 0.95, tallies[name].missed
    assert tallies["decisions"].recall >= 0.90
    assert tallies["attendees"].recall >= 0.95


@pytest.mark.corpus
def test_boxes_of_every_file() -> None:
    counts = score.score_boxes()
    assert counts.files == 191
    assert counts.differ.keys() <= score.exceptions().keys()


@pytest.mark.corpus
def test_people_of_every_file() -> None:
    counts = score.score_present()
    assert counts.files == 213
    assert counts.differ.keys() <= score.exceptions().keys()


def test_exceptions_are_few_and_reasoned() -> None:
    assert len(score.exceptions()) <= 10
    assert all(len(reason) > 20 for reason in score.exceptions().values())


def test_the_independent_counts() -> None:
    """The twin of the two tests above: the same counts on an invented file."""
    text = (score.FIXTURES / "kinds" / "checkbox_roll.md").read_text(encoding="utf-8")
    assert score.boxes(text) == (7, 4) == score.boxes_read(read_minutes(text))
    text = (score.FIXTURES / "kinds" / "several_groups.md").read_text(encoding="utf-8")
    assert score.boxes(text) == (0, 0)
    assert score.bullets_under_present("## Present\n* a\n*\n- b\n  - c\n## Next\n- d\n") == 2
