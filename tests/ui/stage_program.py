"""A program of its own for tests and benches through a real terminal: a long list over a prompt.

python tests/ui/stage_program.py [ROWS]
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tests.ui.stage import HOSTILE
from textual.app import App, ComposeResult

from ictwg.ui.styles import SHEETS
from ictwg.ui.styles.themes import THEMES, ansi_color
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar
from ictwg.ui.widgets.columns import CellPiece, Column
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.prompt import Prompt, PromptInput

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ictwg.ui.widgets.virtual_list import VirtualList

TEXTS = (
    "Draft the standard operating procedure for the referral of victims to shelters and the police",
    "Circulate the minutes of the last meeting to all member organizations and collect their comments",
    "Nominate a focal point and an alternate for the drafting sessions of the National Plan of Action",
    "Translate the leaflet of the information campaign into Tetum and send it to the thirteen districts",
    "Ask the Ministry of Finance for the budget line of the training for media and law enforcement",
)
OWNERS = ("Ministry of Justice", "PNTL", "IOM", "Alola, MoJ", "SEPI")
STATES = (
    CellPiece("○ open"),
    CellPiece("● done", "good"),
    CellPiece("▲ overdue", "bad"),
    CellPiece("◌ waiting", "warn"),
)


class ActionRow(NamedTuple):
    id: str
    text: str
    owner: str
    due: str
    state: CellPiece

    @property
    def searched(self) -> str:
        return f"{self.id} {self.text} {self.owner} {self.due} {self.state.text}"


def action_rows(count: int) -> tuple[ActionRow, ...]:
    """Rows like those of Follow-up, 150 characters each; the last ones are hostile."""
    rows = [
        ActionRow(f"A-{n:04}", f"{TEXTS[n % 5]} ({n})", OWNERS[n % 7 % 5], f"{n % 28 + 1} May", STATES[n % 4])
        for n in range(count - len(HOSTILE))
    ]
    return (*rows, *(ActionRow(f"H-{n}", text, text, text, STATES[0]) for n, text in enumerate(HOSTILE)))


class StageProgram(App[None]):
    CSS_PATH = SHEETS
    BINDINGS: ClassVar[list[BindingType]] = [("f9", "prompt", "")]

    def __init__(self, rows: tuple[ActionRow, ...]) -> None:
        super().__init__(ansi_color=ansi_color())
        self._rows = rows

    def compose(self) -> ComposeResult:
        columns = (
            Column[ActionRow]("id", "Reference", lambda row: row.id, width=10, tone="info"),
            Column[ActionRow]("text", "Action", lambda row: row.text, share=3),
            Column[ActionRow]("owner", "Owner", lambda row: row.owner, width=12, drop=1),
            Column[ActionRow]("due", "Due", lambda row: row.due, width=8),
            Column[ActionRow]("state", "Status", lambda row: (row.state,), width=10, drop=2),
        )
        yield FilteredList(columns, text=lambda row: row.searched)
        yield Prompt(echo=plain, hint=plain("Type a note."))
        yield KeyBar()

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "evening"
        actions = self.query_one(FilteredList)
        actions.show(self._rows)
        actions.list.focus()

    def action_prompt(self) -> None:
        self.query_one(Prompt).edit()

    def _say(self, words: str) -> None:
        self.query_one(Prompt).show_hint(plain(words))
        self.query_one(Prompt).text = ""

    def on_prompt_input_submitted(self, event: PromptInput.Submitted) -> None:
        self._say(f"ENTERED {event.text!r} {event.burst}")

    def on_prompt_input_lines_pasted(self, event: PromptInput.LinesPasted) -> None:
        if len(event.lines) > 5:
            self.query_one(Prompt).say(plain(f"BLOCK {len(event.lines)} lines"))
        else:
            self.query_one(Prompt).say(plain(f"BLOCK {event.before!r} {event.lines!r}"))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self._say(f"CHOSEN {event.row.id}")


if __name__ == "__main__":
    StageProgram(action_rows(int(sys.argv[1]) if len(sys.argv) > 1 else 60)).run()
