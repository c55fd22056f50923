"""Every key has its words; a user's own keys are checked."""

from __future__ import annotations

import pytest

from ictwg import locales
from ictwg.ui.key_table import TABLE
from ictwg.ui.keys import KEYS, bindings_for, clashes, group_title, key_label, keymap, parse_keymap, tip, verb


@pytest.mark.parametrize("key", TABLE, ids=lambda key: key.id)
def test_every_key_has_verb_sentence_and_group(key: object) -> None:
    assert isinstance(key, tuple)
    assert verb(key[0])
    assert tip(key[0]).endswith((".", "…"))
    assert group_title(KEYS[key[0]].group)


def test_ids_are_unique_and_the_defaults_do_not_clash() -> None:
    assert len(KEYS) == len(TABLE)
    assert clashes({}) == ()


def test_vi_keys_are_off_at_first_and_do_not_clash() -> None:
    assert keymap().keys == {}
    with_vi = keymap(vi=True)
    assert with_vi.problems == ()
    assert with_vi.keys["list.down"] == "down,j"


def test_bindings_carry_id_verb_and_tooltip() -> None:
    (slash, *_) = bindings_for("filter")
    assert getattr(slash, "id", "") == "filter.edit"
    assert getattr(slash, "description", "") == "Filter"
    assert getattr(slash, "tooltip", "")


def test_a_users_keys_are_taken() -> None:
    assert parse_keymap('[keys]\n"record.new" = "insert"').keys == {"record.new": "insert"}


@pytest.mark.parametrize(
    ("toml", "word"),
    [
        ('[keys]\n"record.nwe" = "insert"', "record.nwe"),
        ('[keys]\n"record.new" = "f2"', "record.edit"),
        ('[keys]\n"record.new" = " "', "no key"),
        ("[keys\n", "cannot be read"),
        ("keys = 3", "cannot be read"),
    ],
)
def test_what_is_wrong_with_them_is_said(toml: str, word: str) -> None:
    problems = parse_keymap(toml).problems
    assert len(problems) == 1
    assert word in problems[0]


def test_keys_are_written_as_people_know_them() -> None:
    assert [key_label(key) for key in ("f2", "ctrl+n", "question_mark", "delete", "f")] == [
        "F2",
        "ctrl+n",
        "?",
        "Del",
        "f",
    ]


def test_the_words_follow_the_language_of_now() -> None:
    locales.set_language("xx")
    assert verb("record.new") != "New"
