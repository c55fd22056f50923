"""From the README alone: a new user starts her group, holds a meeting, and finds everything in what she exports."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ictwg.domain.text import in_sentence
from ictwg.locales import t

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows

pytestmark = pytest.mark.pty
README = Path(__file__).parents[2] / "README.md"
PROGRAM = (sys.executable, "-m", "ictwg")
TODAY = ("--today", "2010-03-12")
FOUNDING_MEMBERS = (
    ("MoJ", "Ministry of Justice", "Ana Example"),
    ("PNTL", "National Police", "Rui Example"),
    ("IOM", "International Organization for Migration", "Eva Example"),
)


def from_readme(command: str) -> list[str]:
    """The words of a command as the README shows it, without the remark behind it."""
    (line,) = re.findall(rf"^    ictwg ({command} [^#\n]+)", README.read_text(encoding="utf-8"), re.MULTILINE)
    return shlex.split(line)


def run(folder: Path, environment: Mapping[str, str], *words: str) -> str:
    done = subprocess.run(
        [*PROGRAM, *words], cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout


def fill(terminal: Terminal, title: str, *texts: str) -> None:
    """A new record: one field after the other, an empty text for one that stays as it is; then saves it."""
    terminal.press("ctrl+n", shows=title)
    terminal.wait_for("^S Save")
    for number, text in enumerate(texts):
        terminal.press(*(["tab"] if number else []))
        terminal.type(text)
    terminal.settle()
    terminal.press("ctrl+s")
    terminal.wait_gone("^S Save")


def says(terminal: Terminal, text: str, echo: str, key: str, kept: str) -> None:
    """A line at the prompt: what is understood stands below it before the key that keeps it."""
    terminal.type(text)
    terminal.wait_for(echo)
    terminal.settle()
    terminal.press(key, shows=kept)


def found_members(terminal: Terminal) -> None:
    terminal.press("3", shows=t("membership.empty.organizations").splitlines()[0])
    for acronym, name, _ in FOUNDING_MEMBERS:
        fill(terminal, t("record_screen.new", kind=in_sentence(t("records.organization"))), acronym, name)
        terminal.wait_for(f"Added {acronym}")
    terminal.press("right", shows=t("membership.empty.people").splitlines()[0])
    for acronym, _, person in FOUNDING_MEMBERS:
        fill(terminal, t("record_screen.new", kind=in_sentence(t("records.person"))), person, acronym, "", "focal")
        terminal.wait_for(f"Added {person}")


def hold_a_meeting(terminal: Terminal) -> None:
    terminal.press("2", shows=t("minutes_screen.list.empty").splitlines()[0])
    fill(terminal, t("minutes_screen.new"), "12 Mar 2010")
    terminal.wait_for("M-2010-03-12")
    terminal.press("enter", shows="Adoption of the agenda")
    terminal.press("left", shows=t("minutes_screen.minutes.placeholder"))
    says(terminal, "/a moj draft the SOP by 30 May", "MoJ · due Sun 30 May 2010", "enter", "A-2010-001")
    says(terminal, "pntl and iom to name an officer by +2w", "PNTL · due Fri 26 March 2010", "f5", "A-2010-002")
    says(terminal, "The framework is approved", "The framework is approved", "f4", "D-2010-01")
    terminal.paste("first pasted\nsecond pasted\nthird pasted")
    terminal.wait_for(t("ui.pasted", count=3))
    terminal.press("l")
    terminal.wait_gone(t("ui.pasted", count=3))


def export(terminal: Terminal) -> None:
    terminal.press("ctrl+l", shows=t("exporting.form"))
    terminal.wait_for("Minutes 1-2010 (12 March 2010) draft.pdf")
    terminal.press("tab", "tab", "left", shows="minutes-M-2010-01-2010-03-12-members.md")
    terminal.press("enter", shows=t("exporting.written"))
    terminal.wait_for("minutes-M-2010-01-2010-03-12-members.md")
    terminal.press("escape")
    terminal.wait_gone("minutes-M-2010-01-2010-03-12-members.md")


def test_a_group_is_started_and_its_first_meeting_is_in_the_file(tmp_path: Path) -> None:
    environment = {"ICTWG_HOME": str(tmp_path / "home"), "ICTWG_USER": "Ana"}
    assert "My Working Group" in run(tmp_path, environment, *from_readme("new"))
    with Terminal([*PROGRAM, *TODAY], environment=environment, cwd=tmp_path) as terminal:
        terminal.wait_for("No meeting planned")
        found_members(terminal)
        hold_a_meeting(terminal)
        export(terminal)
        terminal.press("escape", shows="F2 Edit")
        terminal.settle()
        terminal.press("escape", shows="/ Filter")
        terminal.press("4", shows="name an officer")
        terminal.press("f4", shows="Closed A-2010-00")
        terminal.press("ctrl+z", shows="Undid")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
    (exported,) = tmp_path.rglob("minutes-*.md")
    told = exported.read_text(encoding="utf-8")
    for words in (
        *("**Action A-2010-001:** MoJ – draft the SOP – 30 May 2010", "**Decision D-2010-01:** The framework is"),
        *("– 26 March 2010", "- first pasted\n", "- second pasted\n", "- third pasted\n"),
        *(f"| {acronym} | {name} |" for acronym, name, _ in FOUNDING_MEMBERS),
    ):
        assert words in told
    assert "2 new actions · 0 closed" in told
    listed = run(tmp_path, environment, *TODAY, "people", "--json")
    assert all(f'"{person}"' in listed for _, _, person in FOUNDING_MEMBERS)
    assert listed.count("focal_point") >= len(FOUNDING_MEMBERS)
    assert run(tmp_path, environment, *TODAY, "actions", "--open", "--json").count('"status": "open"') == 2


def test_the_example_says_whose_it_is_which_day_it_is_and_how_to_quit() -> None:
    with Terminal([*PROGRAM, "demo"]) as terminal:
        terminal.wait_for("Ctrl+Q quits")
        said = " ".join(line.strip(" ▌") for line in terminal.text.splitlines())
        assert "Example: Inter-Agency Counter-Trafficking Working Group" in said
        assert "Today is Mon 15 February 2010 here" in said
        terminal.press("enter")
        terminal.wait_gone("Ctrl+Q quits")
        terminal.wait_for("^Q Quit")
        terminal.press("4", shows="F4 Done")
        terminal.press("f1")
        terminal.type("quit")
        terminal.wait_for(t("keys.app_quit_tip").partition(" ")[2][:16])
        terminal.settle()
        terminal.press("enter")
        assert terminal.wait_end() == 0


PORTUGUESE_LIST = (
    "Organização;Sigla;Tipo;Nome;Função\n"
    "Ministério da Justiça;MJ;governo;Ana Exemplo;ponto focal\n"
    "Polícia Nacional;PNTL;força de segurança;Rui Exemplo;ponto focal\n"
)
OLD_MINUTES = (
    "# Reunião de 5 de março de 2009\n\n## Presenças\n\nconforme a lista anexa\n\n"
    "## Plano\n\nFoi decidido aprovar o plano.\n\n- Ação: MJ redigir o capítulo 3 até 30 de maio de 2009\n"
)
FROM_WORD = (
    "•\tThe police have trained 40 officers\n"
    "1.\tDecision: The SOP has five chapters\n"
    "•\tAction: MJ to send the SOP by 30 May"
)


def import_with(terminal: Terminal, path: Path, *shown: str) -> None:
    """The place in the palette, the path typed into its form, and what is shown before anything is saved."""
    terminal.press("ctrl+p")
    terminal.type("import minutes")
    terminal.wait_for(f"do: {t('errands.import')}")
    terminal.press("enter", shows=t("errands.import.path"))
    terminal.settle()
    terminal.type(str(path), pause=0)
    terminal.settle()
    terminal.press("ctrl+s")
    for words in (t("errands.import.title"), *shown):
        terminal.wait_for(words)
    terminal.settle()


def test_a_list_old_minutes_and_a_paste_from_word_become_a_page_to_send(tmp_path: Path) -> None:
    environment = {"ICTWG_HOME": str(tmp_path / "home"), "ICTWG_USER": "Ana"}
    run(tmp_path, environment, *from_readme("new"))
    (tmp_path / "membros.csv").write_text(PORTUGUESE_LIST, encoding="utf-8-sig")
    (tmp_path / "ata.txt").write_text(OLD_MINUTES, encoding="utf-8")
    with Terminal([*PROGRAM, *TODAY], environment=environment, cwd=tmp_path) as terminal:
        terminal.wait_for("No meeting planned")
        import_with(terminal, tmp_path / "membros.csv", "Ana Exemplo")
        terminal.press("ctrl+s")
        terminal.wait_gone(t("errands.import.title"))
        import_with(terminal, tmp_path / "ata.txt", "2009-03-05", t("errands.import.points", count=1))
        terminal.press("f4", shows=t("importing.doubt.empty_roll"))
        terminal.press("enter")
        terminal.settle()
        terminal.press("ctrl+s")
        terminal.wait_gone(t("errands.import.title"))
        terminal.press("2", shows="2009-03-05")
        fill(terminal, t("minutes_screen.new"), "12 Mar 2010")
        terminal.wait_for("M-2010-03-12")
        terminal.press("enter", shows="Adoption of the agenda")
        terminal.press("left", shows=t("minutes_screen.minutes.placeholder"))
        terminal.paste(FROM_WORD)
        terminal.wait_for(t("ui.pasted", count=3))
        terminal.press("l")
        terminal.wait_gone(t("ui.pasted", count=3))
        says(terminal, "/close", "close", "enter", "read back before you end the meeting")
        terminal.wait_for("D-2010-01")
        terminal.wait_for("A-2010-001")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
    page = run(tmp_path, environment, *TODAY, "export", "minutes", "2010-03-12", "--format", "html", "--to", "-")
    assert "The police have trained 40 officers" in page
    assert "•" not in page
    assert "The SOP has five chapters" in page
    assert page.lstrip().startswith("<!DOCTYPE html>")
    actions = run(tmp_path, environment, *TODAY, "actions", "--json")
    assert actions.count('"due": "2010-05-30"') == 1
    assert actions.count('"due": "2009-05-30"') == 1
