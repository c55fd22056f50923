"""Letters by commands: what goes to people outside is asked about, whatever readers it is made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Commands


def test_what_may_be_confidential_in_a_letter_is_asked_about_before_it_is_written(group: Commands) -> None:
    group.ok("add", "letter", "Use of a hall", "--text", "The victim Maria Soares (7723 4567) is in Dili.")
    group.ok("add", "letter_addressee", "--letter", "Use of a hall", "--organization", "MoJ")
    for paper in ("letter", "signature-folder"):
        assert group("export", paper, "Use of a hall", "--to", "-").code != 0, paper
    group.ok("export", "letter", "Use of a hall", "--to", "-", "--accept-marks", "invented for a test")
    group.ok("export", "signature-folder", "Use of a hall", "--to", "-")
