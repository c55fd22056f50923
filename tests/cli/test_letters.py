"""Letters by commands: what goes to people outside is asked about, whatever readers it is made for."""

from __future__ import annotations

from tests.cli.conftest import Commands


def test_what_may_be_confidential_in_a_letter_is_asked_about_before_it_is_written(group: Commands) -> None:
    group.ok("add", "letter", "Use of a hall", "--text", "The victim Maria Soares (7723 4567) is in Dili.")
    group.ok("add", "letter_addressee", "--letter", "Use of a hall", "--organization", "MoJ")
    for paper in ("letter", "signature-folder"):
        assert group("export", paper, "Use of a hall", "--to", "-").code != 0, paper
    group.ok("export", "letter", "Use of a hall", "--to", "-", "--accept-marks", "invented for a test")
    group.ok("export", "signature-folder", "Use of a hall", "--to", "-")


def test_a_letter_goes_from_its_template_to_its_receipt_by_commands(group: Commands) -> None:
    (new,) = group.ok("letters", "new", "invitation", "--about", "2010-03-12", "--to", "MoJ", "--json").json
    id = new["id"]
    assert group("letters", "dispatch", id).code != 0, "it is not signed"
    steps = (
        (("to-signatory",), (), "with_signatory"),
        (("returned",), ("--note", "The venue"), "returned"),
        (("sign",), ("--number", "12/MNEC/2010"), "signed"),
        (("dispatch",), (), "dispatched"),
        (("delivered",), ("--by", "Rosa"), "received"),
    )
    for (step,), more, stage in steps:
        (told,) = group.ok("letters", step, id, *more, "--json").json
        assert told["stage"] == stage, step
    assert told["number"] == "12/MNEC/2010"
    assert group("letters", "delivered", "12/MNEC/2010").err.count("\n") == 1, "found, and nothing is on the way"
    assert [one["received_by"] for one in group.ok("list", "contact", "--json").json] == ["Rosa"]
    group.ok("undo")
    assert group("letters", "delivered", id, "--to", "MoFA").code != 0, "nothing went there"


def test_a_letter_in_its_own_language_is_not_said_to_be_translated_in_part(group: Commands) -> None:
    (new,) = group.ok("letters", "new", "nomination", "--to", "MoJ", "--language", "pt", "--json").json
    assert "português" not in group.ok("export", "letter", new["id"], "--to", "-").err


def test_a_letter_that_came_in_is_answered_by_a_command(group: Commands) -> None:
    group.ok("add", "incoming_letter", "Use of a hall", "--organization", "MoJ")
    assert group.ok("letters", "new", "submission", "--to", "MoJ", "--json").json, "its subject is typed later"
    (new,) = group.ok("letters", "answer", "1/2010", "--note", "You may.", "--json").json
    group.ok("letters", "sign", new["id"])
    group.ok("letters", "dispatch", new["id"])
    answered = [one["answered_by"] for one in group.ok("list", "incoming_letter", "--json").json]
    assert answered == ["Use of a hall (1/2010)"]
    for words in (("new", "nothing"), ("new", "nomination", "--about", "MoJ"), ("new", "invitation"), ("sign", "?")):
        refused = group("letters", *words)
        assert (refused.code != 0, refused.err.count("\n") > 1) == (True, True), words
