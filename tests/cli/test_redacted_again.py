"""`ictwg check` tells of a redacted text that is back, as something to decide."""

from __future__ import annotations

from tests.cli.conftest import Commands

from ictwg.locales import t

MATTER = "The police had met Maria-do-Teste"


def test_check_names_the_record_and_ends_with_0(group: Commands) -> None:
    id = group.ok("add", "action", MATTER, "--json").json["id"]
    group.ok("redact", id, "text", "--ground", "names a person")
    assert group.ok("check", "--json").json == []
    group.ok("set", id, f"text=On Monday: {MATTER}")
    (found,) = group.ok("check", "--json").json
    assert (found["kind"], found["mends"]) == ("redaction", "decide")
    assert id in found["where"]
    assert t("check.mends.decide") in group.ok("check").out
    group.ok("redact", id, "text", "--ground", "names a person")
    assert group.ok("check", "--json").json == []
