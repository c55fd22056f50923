"""The palette (ctrl+p): every command of the screen in front, the modes, new records, and records by their title.

Titles begin with what they do: `go:`, `do:`, `here:`, `theme:`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple, cast

from textual.fuzzy import Matcher
from textual.screen import Screen

from ictwg.app.forms.group import settings_fields
from ictwg.app.search.place import FoundPlace
from ictwg.app.sending import KINDS
from ictwg.domain.records import Organization
from ictwg.domain.schema import Record
from ictwg.domain.text import fold, in_sentence
from ictwg.locales import first_known, known, t
from ictwg.records.lookup import kind_words
from ictwg.ui.app import IctwgApp
from ictwg.ui.keys import KEYS, key_label, tip, told_at, verb
from ictwg.ui.modals.choose import TallSearch, place_and_day
from ictwg.ui.places import AREAS, PLACES, later, listed_kinds
from ictwg.ui.preferences import edit_settings, preferences, settings_words
from ictwg.ui.screens.reports import ReportsScreen
from ictwg.ui.screens.sending import kind_label
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.virtual_list import VirtualList

RECORDS_SHOWN = 20
_MEANT = 100.0
"""More than the letters of any title bear."""
_EXPLAINED, _SCATTERED, _RECORD, _WORD = 0.2, 0.001, 0.1, 3
"""Below what bears the words in its name: what explains itself by them, what only has their letters in this order, and
the records; letters from which a word is looked for in the help.
"""


class PaletteEntry(NamedTuple):
    """A command; `words` are others that somebody may type who wants it; `opens` a screen, in place of the palette."""

    title: str
    help: str
    run: Callable[[], Any]
    words: str = ""
    opens: bool = False

    @property
    def id(self) -> str:
        return self.title

    def score(self, query: str, letters: float) -> float:
        """How well it answers what was typed, which its title matches so far; 0 where it does not.

        By the words of its help `postpone` is the next step of a meeting.
        """
        typed = fold(query.strip())
        title = fold(self.title)
        if len(typed) >= _WORD and typed in fold(self.words):
            return _MEANT
        if typed in title or typed.replace(" ", "") in title:  # `letter head`
            return letters or _EXPLAINED
        if len(typed) >= _WORD and typed in fold(self.help):
            return _EXPLAINED
        return letters and _RECORD + min(letters * _SCATTERED, _EXPLAINED - _RECORD)


class PaletteRecord:
    """A record that has the words; where it stands is looked up once it is in sight."""

    def __init__(self, program: IctwgApp, place: FoundPlace) -> None:
        self._place = place
        self.id = place.id
        self.run = partial(program.open_record, place.record)

    @cached_property
    def title(self) -> str:
        return f"{kind_words(self._place.record)}: {self._place.text}"

    @cached_property
    def help(self) -> str:
        return place_and_day(self._place)


PaletteRow = PaletteEntry | PaletteRecord


class Palette(TallSearch[PaletteRow | None]):
    """Answers with what is to be run.

    Args:
        over: The screen in front when it was opened, whose commands it offers.
    """

    def __init__(self, over: Screen[Any]) -> None:
        columns: tuple[Column[PaletteRow], ...] = (
            Column("title", "", lambda row: row.title, share=3, minimum=35),
            Column("help", "", lambda row: row.help, share=2, tone="muted", drop=1),
        )
        super().__init__("", columns, hint=t("ui.palette_hint"), empty=t("ui.no_such_choice"))
        self._over = over
        self._program = cast("IctwgApp", over.app)

    def on_mount(self) -> None:
        self.list.show(self._offered)

    def typed(self, query: str) -> None:
        self.list.show(self.found(query) if query.strip() else self._offered)
        self.list.action_first()

    def found(self, query: str) -> list[PaletteRow]:
        """What answers it, the best first."""
        matcher = Matcher(query)
        scored = [(one.score(query, matcher.match(one.title)), one) for one in (*self._offered, *self._one_by_one)]
        hits = self._program.index.find(query, self._program.session.today, RECORDS_SHOWN).found
        records = [(_RECORD, PaletteRecord(self._program, hit)) for hit in hits]
        ranked: list[tuple[float, PaletteRow]] = [*(one for one in scored if one[0] > 0), *records]
        return [row for _, row in sorted(ranked, key=lambda one: -one[0])]

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """What the row under the cursor does, in full."""
        row: PaletteRow | None = moved.current
        self.whole.update(plain("" if row is None else f"{row.title}\n{row.help}"), layout=False)

    def answer(self, row: PaletteRow) -> PaletteRow:
        return row

    def choose(self, row: PaletteRow) -> None:
        """A place comes in its stead: what lies behind would only come to the front to go again."""
        if isinstance(row, PaletteEntry) and row.opens:
            self._program.switch_screen(row.run())
        else:
            super().choose(row)

    @cached_property
    def _one_by_one(self) -> Sequence[PaletteEntry]:
        """What would fill the list before a word is typed."""
        return [*self._each_setting(), *self._each_report(), *self._each_call(), *self._each_sending()]

    @cached_property
    def _offered(self) -> Sequence[PaletteEntry]:
        return [
            *(self._action(f"app.{mode}", "go", f"app.mode('{mode}')") for mode in AREAS),
            *[
                PaletteEntry(
                    t("ui.palette_go", verb=t(f"places.{name}")),
                    t(f"places.{name}_tip"),
                    make,
                    opens=True,
                )
                for name, make in PLACES.items()
            ],
            *(entry for kind in listed_kinds() for entry in self._list(kind)),
            *self._here(),
            self._settings(),
            *map(self._errand, errands_for(self._program)),
            *(PaletteEntry(*one) for one in preferences(self._program)),
        ]

    def _errand(self, name: str) -> PaletteEntry:
        title = t("ui.palette_do", verb=t(f"errands.{name}"))
        program = self._program

        def run() -> None:
            program.run_worker(ERRANDS[name](program))

        return PaletteEntry(
            title, t(f"errands.{name}_tip"), run, t(said) if known(said := f"errands.{name}.words") else ""
        )

    def _settings(self) -> PaletteEntry:
        program = self._program
        title = t("ui.palette_do", verb=t("opening.settings"))
        return PaletteEntry(title, settings_words(program), lambda: edit_settings(program))

    def _each_setting(self) -> list[PaletteEntry]:
        """The rules of the group one by one, for who types what they are looking for: `quorum`."""
        program, words = self._program, settings_words(self._program)
        return [
            PaletteEntry(
                t("ui.palette_do", verb=t("opening.setting", field=label)),
                told or words,
                partial(edit_settings, program, name),
                t(others) if known(others := f"records.group.{name}.words") else "",
            )
            for name, label, told in settings_fields()
        ]

    def _each_report(self) -> list[PaletteEntry]:
        """The reports one by one, for who types what a report is about: `annual`."""
        return [
            PaletteEntry(
                t("ui.palette_go", verb=t("places.report", kind=t(f"reports.kind.{kind}"))),
                t(first_known(f"reports.kind.{kind}_tip", "places.reports_tip")),
                partial(ReportsScreen, kind),
                opens=True,
            )
            for kind in ReportsScreen.VIEWS
        ]

    def _each_call(self) -> list[PaletteEntry]:
        """The organizations one by one, for who asks what one of them owes."""
        from ictwg.ui.screens.calls import CallsScreen

        return [
            PaletteEntry(
                t("ui.palette_go", verb=t("places.call", organization=one.acronym or one.name)),
                t("places.call_tip", organization=one.name),
                partial(CallsScreen, one.id),
                t("places.call_words", organization=one.acronym or one.name),
                opens=True,
            )
            for one in self._program.session.state.all(Organization)
        ]

    def _each_sending(self) -> list[PaletteEntry]:
        """What can be sent to many, for who types what it is: `send agenda`."""
        return [
            PaletteEntry(
                t("ui.palette_do", verb=t("sending.do", what=in_sentence(kind_label(one)))),
                t("sending.do_tip"),
                partial(self._program.run_action, f"send('{one.name}')", self._program),
            )
            for one in KINDS
        ]

    def _list(self, kind: type[Record]) -> tuple[PaletteEntry, PaletteEntry]:
        """The list of a declared record type, and a new record in it."""
        one, plural = t(f"records.{kind.SINGULAR}"), t(f"records.{kind.SINGULAR}.plural")
        opened = partial(_open_list, self._program, kind)
        what_it_is = t("record_screen.place_tip", plural=in_sentence(plural))
        return (
            PaletteEntry(t("ui.palette_go", verb=plural), what_it_is, opened),
            PaletteEntry(
                t("ui.palette_new", what=one), t("record_screen.new", kind=in_sentence(one)), partial(opened, new=True)
            ),
        )

    def _here(self) -> list[PaletteEntry]:
        """The bindings of the screen that are active now, and of what has the focus in it."""
        found: dict[str, PaletteEntry] = {}
        for key, active in self._over.active_bindings.items():
            binding = active.binding
            if binding.id and not binding.id.startswith(("list.", "app.")) and active.enabled and binding.description:
                action = binding.action
                told = told_at(active.node, binding.id)
                title = t("ui.palette_here", verb=verb(told))
                run = partial(self._program.run_action, action, active.node)
                found.setdefault(binding.id, PaletteEntry(title, f"{tip(told)} ({key_label(key)})".strip(), run))
        for name in ("search", "history", "redact", "send", "undo", "redo", "who", "help", "quit"):
            found[f"app.{name}"] = self._action(f"app.{name}", "do", f"app.{KEYS[f'app.{name}'].action}")
        return list(found.values())

    def _action(self, binding: str, prefix: str, action: str) -> PaletteEntry:
        title = t(f"ui.palette_{prefix}", verb=verb(binding))
        return PaletteEntry(title, tip(binding), partial(self._program.run_action, action, self._program))


def offer_everything(program: IctwgApp) -> None:
    """Shows what there is and runs what is chosen."""

    def chosen(row: PaletteRow | None) -> None:
        if row is not None:
            program.call_later(row.run)

    program.push_screen(Palette(program.screen), chosen)


ERRANDS: Mapping[str, Callable[[IctwgApp], Awaitable[None]]] = {
    "export": later("screens.errands", "export"),
    "export_list": later("screens.errands", "export_list"),
    "sign_in": partial(later("screens.errands", "paper_of_next_meeting"), "sign-in"),
    "visitors": partial(later("screens.errands", "paper_of_next_meeting"), "visitors"),
    "action_list": partial(later("screens.errands", "paper_of_the_group"), "action-list"),
    "contact_list": partial(later("screens.errands", "paper_of_the_group"), "contacts"),
    "call_sheet": partial(later("screens.errands", "paper_of_the_group"), "call-sheet"),
    "dates": partial(later("screens.errands", "paper_of_the_group"), "dates"),
    "book": later("screens.errands", "book"),
    "pack": later("screens.errands", "pack"),
    "import": later("screens.errands", "import_files"),
    "same": later("screens.errands", "combine_doubles"),
    "copied": later("screens.errands", "open_copied"),
    "bring_in": later("screens.errands", "bring_in"),
    "carry": later("screens.errands", "carry"),
    "yesterday": later("screens.backups", "put_back_yesterday"),
    "hand_over": later("screens.errands", "hand_over"),
    "unlock": later("screens.errands", "unlock"),
    "encrypt": later("encryption", "encrypt"),
    "passphrase": later("encryption", "change_passphrase"),
    "decrypt": later("encryption", "decrypt"),
    "leave": later("screens.errands", "leave"),
}

WHERE_ENCRYPTED = {"copied": False, "encrypt": False, "passphrase": True, "decrypt": True}
"""Errands for a group that is encrypted, or for one that is not."""


def errands_for(program: IctwgApp) -> list[str]:
    """What can be done with the group as it is."""
    encrypted = program.session.store.encrypted
    return [name for name in ERRANDS if WHERE_ENCRYPTED.get(name, encrypted) is encrypted]


async def _open_list(program: IctwgApp, kind: type[Record], *, new: bool = False) -> None:
    screen = await program.open_list(kind)
    if new:
        screen.action_new()
