"""The words of other people's papers, as somebody adds one to the file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import pytest
from tests.all_of import some

from ictwg.domain.text import fold
from ictwg.imports.foreign_minutes.people import is_name
from ictwg.imports.foreign_minutes.words import plain_words
from ictwg.imports.headings import plain_key
from ictwg.records.reference_data import load_import_words

TABLES: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "minutes": (fold, ("parts", "labels", "statuses", "items", "presence")),
    "members": (
        plain_key,
        ("headings", "organization_type", "function", "membership_status", "sex", "channel", "activity_status"),
    ),
}


@pytest.mark.parametrize("reader", TABLES)
def test_a_word_has_one_meaning_in_a_table(reader: str) -> None:
    compared, tables = TABLES[reader]
    for table in some(tables):
        words = [compared(word) for word in chain.from_iterable(load_import_words(reader)[table].values())]
        assert [word for word in dict.fromkeys(words) if words.count(word) > 1] == []


def test_a_word_may_be_written_with_accents_capitals_and_apostrophes() -> None:
    assert plain_words(["Presença", "ne'ebe", "ata"]) == {"presenca", "neebe", "ata"}
    assert not is_name("ema ne'ebe mai")
