"""What the manual's written pages say holds: the words that they quote, commands, folders, figures and links."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.tools.catalogues import forms, said

from ictwg.cli.parsing import COMMANDS, make_parser
from ictwg.locales import t
from ictwg.manual import PAGES, REFERENCE, WRITTEN, written
from ictwg.records.selection import LISTINGS
from ictwg.store.local import backups
from ictwg.store.local.home import Home
from ictwg.store.sync.copies import KEPT_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Commands

ERRANDS = ("bring_in", "carry", "hand_over", "unlock", "encrypt", "passphrase", "decrypt", "leave")
README = Path(__file__).parents[2] / "README.md"
SAYS = "What the program says, and what to do"


def part(page: str, title: str) -> str:
    """What stands below a heading of the third level."""
    return page.partition(f"### {title}\n")[2].partition("\n### ")[0]


def told(*names: str) -> list[str]:
    """Every form of these messages; of all whose ids begin so, where a name ends with a dot."""
    english = said("en")
    found = {name: [id for id in english if id == name or (name[-1] == "." and id.startswith(name))] for name in names}
    assert all(found.values())
    return [form for ids in found.values() for id in ids for form in forms(english[id])]


def as_pattern(message: str) -> re.Pattern[str]:
    """What the message is once its places are filled."""
    return re.compile(".+".join(map(re.escape, re.split(r"\{\w+\}", message))))


def quoted() -> list[str]:
    """The words of the program, with which each item of the list begins."""
    text = part(written("sharing"), SAYS).replace("\n  ", " ")
    items = re.findall(r"^\* ((?:\*\*.+?\*\*|`.+?`| · )+): ", text, re.MULTILINE)
    return [words for item in items for words in re.findall(r"\*\*(.+?)\*\*", item)]


def test_the_words_quoted_for_a_state_are_the_programs_own() -> None:
    known = told("saving.", "mend.rivals", "today.asked")
    known += told("store.not_saved", "store.many_redactions", "encryption.locked", "encryption.not_proven")
    assert quoted()
    assert [words for words in quoted() if not any(as_pattern(one).fullmatch(words) for one in known)] == []


def test_every_state_of_saving_and_sharing_is_explained() -> None:
    states = [id for id in said("en") if id.startswith(("saving.long.", "saving.short."))]
    asked = [*states, *(f"saving.{state}" for state in ("saved", "heard", "asked", "held", "read_only"))]
    assert [
        id
        for id in asked
        if not any(as_pattern(one).fullmatch(words) for one in forms(said("en")[id]) for words in quoted())
    ] == []


def commands_in(text: str) -> Iterator[list[str]]:
    """Each command that is written out, as words."""
    shown = [*re.findall(r"`ictwg ([^`]+)`", text), *re.findall(r"^    ictwg ([^#\n]+)", text, re.MULTILINE)]
    yield from map(shlex.split, shown)


@pytest.mark.parametrize("page", [*WRITTEN, "README"])
def test_every_command_that_is_named_exists_with_its_options(page: str) -> None:
    text = README.read_text(encoding="utf-8") if page == "README" else written(page)
    named = [(words[0] if words and not words[0].startswith("-") else "", words) for words in commands_in(text)]
    assert [name for name, _ in named if name not in (*COMMANDS, "", "COMMAND")] == []
    wrong = [
        f"{name} {flag}"
        for name, words in named
        for flag in words
        if name in COMMANDS and flag.startswith("--") and flag not in make_parser(name).format_help()
    ]
    assert wrong == []


@pytest.mark.parametrize("page", [*WRITTEN, "README"])
def test_every_link_leads_somewhere(page: str) -> None:
    text = README.read_text(encoding="utf-8") if page == "README" else written(page)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert [link for link in links if "://" not in link and not (README.parent / link).exists()] == []


def test_the_folders_named_are_where_things_lie() -> None:
    from platformdirs.macos import MacOS

    page = part(written("sharing"), "What is kept where")
    linux = Home.find({"HOME": str(Path.home())})
    mac = MacOS("ictwg", appauthor=False)
    lie = [linux.data, linux.config, mac.user_data_dir]
    assert [path for path in lie if f"`{path.replace(str(Path.home()), '~')}`" not in page] == []
    assert mac.user_config_dir == mac.user_data_dir


def test_how_long_things_are_kept_is_said_as_it_is() -> None:
    page = " ".join(part(written("sharing"), "What is kept where").split())
    assert f"the last {backups.LAST}, one a day for {backups.DAYS} days, one a month for a year" in page
    assert backups.MONTHS == 12
    assert f"**Synced conflict copies**: on this computer, {KEPT_DAYS} days." in page


def test_every_sync_program_that_is_known_stands_in_the_table_of_drives() -> None:
    table = part(written("sharing"), "Each kind of drive")
    names = [name.removesuffix(" or a browser") for name in told("saving.client.") if "ictwg" not in name]
    assert [name for name in names if name not in table] == []


def test_what_the_palette_does_is_called_as_it_is_there() -> None:
    page = " ".join(written("sharing").split())
    assert [name for name in ERRANDS if t(f"errands.{name}") not in page] == []


def test_every_place_that_the_palette_leads_to_is_named_in_the_guide() -> None:
    from ictwg.ui.places import PLACES

    page = " ".join(written("guide").split())
    assert [name for name in PLACES if f"*{t(f'places.{name}')}*" not in page] == []


@pytest.mark.parametrize("page", WRITTEN)
def test_the_written_pages_fit_a_terminal(page: str) -> None:
    """What is typed may be longer: a command is not broken."""
    lines = [line for line in written(page).splitlines() if not line.startswith("    ")]
    assert [line for line in lines if len(line) > 80] == []


def spoken(text: str) -> str:
    """Without what is typed: commands, and what stands in the file."""
    return re.sub(r"^  +ictwg.*$|`[^`]*`|“[^”]*”", "", text, flags=re.MULTILINE)


def test_nobody_has_to_learn_the_words_of_the_source() -> None:
    """A conflict copy is what people know from their sync program."""
    areas = [
        "answers.",
        "backups.",
        "cli.",
        "encryption.",
        "errands.",
        "leaving.",
        "mend.",
        "saving.",
        "sharing.",
        "store.",
        "today.",
        "trash.",
    ]
    pages = [("README", README.read_text(encoding="utf-8")), *((page, written(page)) for page in WRITTEN)]
    texts = [*((words, words) for words in told(*areas)), *pages]
    of_the_source = re.compile(r"(?i)\b(conflict(?! cop)|replica|publish|merg)")
    assert [name for name, text in texts if of_the_source.search(spoken(text))] == []


def test_the_manual_is_what_people_wrote_and_each_page_can_be_had_alone(run: Commands) -> None:
    whole = run.ok("manual").out
    alone = {page: run.ok("manual", "--page", page).out for page in PAGES}
    assert whole.startswith("\n".join(alone[page] for page in WRITTEN))
    assert [page for page in REFERENCE if f"    ictwg manual --page {page}\n" not in whole] == []
    assert [page for page in REFERENCE if alone[page] in whole] == []
    assert "### ictwg share\n" in alone["commands"]
    assert "`app.undo`" in alone["keys"]


def test_the_page_on_json_shows_every_list_as_it_is_printed(run: Commands) -> None:
    page = run.ok("manual", "--page", "json").out
    shown = dict(re.findall(r"^### ictwg (\w+) --json\n\n```json\n(.*?)\n```", page, re.MULTILINE | re.DOTALL))
    assert shown.keys() == LISTINGS.keys()
    assert [name for name, text in shown.items() if not json.loads(text)[0]["id"]] == []


@pytest.mark.parametrize("name", ["export", "add", "add action"])
def test_help_of_a_command_is_its_own_help(run: Commands, capsys: pytest.CaptureFixture[str], name: str) -> None:
    with pytest.raises(SystemExit, match="0"):
        run("help", *name.split())
    assert capsys.readouterr().out == make_parser(name).format_help()


def test_help_alone_shows_the_commands(run: Commands) -> None:
    assert run.ok("help").out == run.ok("--help").out


@pytest.mark.parametrize(("typed", "meant"), [("--ovrdue", "--overdue"), ("--form=2010-01-01", "--from")])
def test_a_misspelt_option_is_answered_with_the_one_like_it(run: Commands, typed: str, meant: str) -> None:
    told = run("actions", typed)
    assert told.code == 2
    assert f"Did you mean “{meant}”?" in told.err


def test_an_option_with_a_wrong_value_is_not_called_misspelt(run: Commands) -> None:
    told = run("report", "plan", "--format", "odt")
    assert told.code == 2
    assert t("cli.usage_error.hint", command="ictwg report") in told.err
