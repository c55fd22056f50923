"""`--lang` of a paper that is not whole in that language: it is in another one, and the command says so."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Commands

from ictwg.locales import t

TET = ("tet", "pt")


@pytest.mark.parametrize(
    ("words", "lang", "said", "told"),
    [
        ("agenda --format html", "tet", 'lang="pt', TET),
        ("report decisions", "tet", "language: pt", TET),
        ("report decisions", "id", "language: id", None),
        ("agenda", "tet", "language: tet", None),
        ("agenda --format html", "pt", 'lang="pt', None),
    ],
)
def test_a_page_is_in_one_language(
    group: Commands, words: str, lang: str, said: str, told: tuple[str, str] | None
) -> None:
    ran = group.ok(*words.split(), "--lang", lang, "--to", "-")
    assert said in ran.out
    wanted, spoken = (t(f"ui.language_{code}") for code in told or ("en", "en"))
    said = t("exporting.otherwise", lang=lang, wanted=wanted, spoken=spoken)
    assert ran.err.strip() == (said if told else "")
