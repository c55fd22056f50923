"""The first start: has a colleague started already? Then open that file; else start a group, or look at the example."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import App
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Input, Label, Static

from ictwg.locales import t
from ictwg.ui.styles import SHEETS
from ictwg.ui.text import plain
from ictwg.ui.themes import THEMES

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Choice(StrEnum):
    OPEN = "open"
    START = "start"
    EXAMPLE = "example"


class Answer(NamedTuple):
    choice: Choice
    path: str = ""
    name: str = ""
    acronym: str = ""


class FirstRun(App["Answer | None"]):
    CSS_PATH = SHEETS
    BINDINGS: ClassVar = [("escape", "quit", "")]
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { align: center middle; }
    #first { width: 72; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; }
    #first Button { width: 100%; margin-top: 1; }
    #first Label { margin-top: 1; }
    .problem { color: $error; }
    """

    def __init__(self, likely: tuple[str, ...]) -> None:
        super().__init__()
        self._likely = likely

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="first"):
            yield Static(plain(t("first_run.welcome"), style="b"))
            yield Static(plain(t("first_run.question")))
            for number, path in enumerate(self._likely):
                yield Button(plain(t("first_run.found", path=path)), id=f"found-{number}", variant="primary")
            yield Label(plain(t("first_run.open")))
            yield Input(placeholder=t("first_run.path"), id="open", compact=True)
            yield Label(plain(t("first_run.start")))
            with Vertical():
                yield Input(placeholder=t("first_run.name"), id="name", compact=True)
                yield Input(placeholder=t("first_run.acronym"), id="acronym", compact=True)
                yield Input(placeholder=t("first_run.new_path"), id="path", compact=True)
            yield Static("", id="problem", classes="problem", markup=False)
            yield Button(plain(t("first_run.start_button")), id="start")
            yield Button(plain(t("first_run.example")), id="example")

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.query("Button, Input").first().focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        name = event.button.id or ""
        if name == "example":
            self.exit(Answer(Choice.EXAMPLE))
        elif name == "start":
            self._start()
        else:
            self._open(self._likely[int(name.partition("-")[2])])

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if event.input.id == "open":
            self._open(event.value)
        else:
            self._start()

    def _open(self, path: str) -> None:
        from pathlib import Path

        if Path(path).expanduser().is_file():
            self.exit(Answer(Choice.OPEN, str(Path(path).expanduser())))
        else:
            self._complain(t("first_run.no_file", path=path))

    def _start(self) -> None:
        from pathlib import Path

        values = {name: self.query_one(f"#{name}", Input).value.strip() for name in ("name", "acronym", "path")}
        path = Path(values["path"] or "group.json").expanduser()
        if not values["name"]:
            self._complain(t("first_run.no_name"))
        elif path.exists():
            self._complain(t("first_run.exists", path=str(path)))
        else:
            self.exit(Answer(Choice.START, str(path), values["name"], values["acronym"]))

    def _complain(self, text: str) -> None:
        self.query_one("#problem", Static).update(plain(text))
