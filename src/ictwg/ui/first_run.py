"""The first start: has a colleague started already? Then open that file; else start a group, or look at the example."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ictwg.app.opening import SUFFIX, new_file, problem_of
from ictwg.domain.records import Group
from ictwg.locales import t
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.group_forms import zone_field
from ictwg.ui.start_questions import Asking
from ictwg.ui.text import plain
from ictwg.ui.widgets.form import FormField

PATH = "path"
NAME, ACRONYM, ZONE = Group.name.name, Group.acronym.name, Group.time_zone.name


class FirstRunChoice(StrEnum):
    OPEN = "open"
    START = "start"
    EXAMPLE = "example"


class FirstRunAnswer(NamedTuple):
    choice: FirstRunChoice
    path: str = ""
    name: str = ""
    acronym: str = ""
    time_zone: str = ""


class Begin(NamedTuple):
    """One way to begin; `path` where the file was found."""

    id: str
    title: str
    why: str
    choice: FirstRunChoice
    path: str = ""


class FirstRun(Asking[FirstRunAnswer, Begin]):
    """Asks how to begin; nothing is made before the answer.

    Args:
        likely: Files of groups that were found, the likeliest first.
        zone: The time zone that is proposed for a new group.
    """

    def __init__(self, likely: tuple[str, ...], zone: str = "") -> None:
        super().__init__(t("first_run.welcome"), t("first_run.question"), ways(likely))
        self._zone = zone

    def chosen(self, way: Begin) -> None:
        if way.path:
            self.exit(FirstRunAnswer(FirstRunChoice.OPEN, way.path))
        elif way.choice is FirstRunChoice.EXAMPLE:
            self.exit(FirstRunAnswer(FirstRunChoice.EXAMPLE))
        elif way.choice is FirstRunChoice.OPEN:
            self.push_screen(FormScreen(way.title, (_opened_field(),)), self._opened)
        else:
            self.push_screen(FormScreen(way.title, _start_form(self._zone)), self._started)

    def _opened(self, values: dict[str, str] | None) -> None:
        if values is not None:
            self.exit(FirstRunAnswer(FirstRunChoice.OPEN, str(meant(values[PATH]))))

    def _started(self, values: dict[str, str] | None) -> None:
        if values is not None:
            self.exit(
                FirstRunAnswer(
                    FirstRunChoice.START, str(new_file(values[PATH])), values[NAME], values[ACRONYM], values[ZONE]
                )
            )

    def action_leave(self) -> None:
        def answered(leave: bool | None) -> None:  # noqa: FBT001 - the answer
            if leave:
                self.exit(None)

        question = Confirm(plain(t("first_run.leave")), yes=t("ui.leave"), no=t("ui.stay"))
        self.push_screen(question, answered)


def ways(likely: tuple[str, ...]) -> tuple[Begin, ...]:
    """What can be chosen: the files that were found first, of one name with their folders."""
    names = [Path(path).name for path in likely]
    found = [
        Begin(
            path,
            t("mend.look", name=name if names.count(name) == 1 else f"{Path(path).parent.name}/{name}"),
            t("first_run.found.why", folder=str(Path(path).parent)),
            FirstRunChoice.OPEN,
            path,
        )
        for path, name in zip(likely, names, strict=True)
    ]
    others = (Begin(str(one), t(f"first_run.{one}"), t(f"first_run.{one}.why"), one) for one in FirstRunChoice)
    return (*found, *others)


def meant(text: str) -> Path:
    """The file that is to be opened: as typed, with its suffix added, or the only one of a folder."""
    path = Path(text.strip()).expanduser()
    if path.is_dir():
        inside = sorted(path.glob(f"*{SUFFIX}"))
        return inside[0] if len(inside) == 1 else path
    return path if path.is_file() or path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def _opened_field() -> FormField:
    return FormField(
        PATH,
        t("first_run.path"),
        help=t("first_run.path.help"),
        required=True,
        validate=_not_there,
        echo=lambda text: str(meant(text).absolute()),
    )


def _start_form(zone: str) -> tuple[FormField, ...]:
    named = (
        FormField(NAME, t(Group.name.label_id), help=t("first_run.name.help"), required=True),
        FormField(ACRONYM, t(Group.acronym.label_id), help=t("first_run.acronym.help")),
        zone_field(FormField(ZONE, t(Group.time_zone.label_id), help=t(Group.time_zone.help_id), value=zone)),
    )
    path = FormField(
        PATH,
        t("first_run.new_path"),
        help=t("first_run.new_path.help"),
        value=f"group{SUFFIX}",
        required=True,
        validate=_not_free,
        echo=lambda text: str(new_file(text)),
    )
    return (*named, path)


def _not_there(text: str) -> str | None:
    path = meant(text)
    if path.is_file():
        problem = problem_of(path)
        return t("first_run.not_ours", name=path.name, what=problem) if problem else None
    if not path.is_dir():
        return t("first_run.no_file", path=str(path))
    names = ", ".join(one.name for one in sorted(path.glob(f"*{SUFFIX}")))
    return t("first_run.several_in" if names else "first_run.no_group_in", path=str(path), names=names)


def _not_free(text: str) -> str | None:
    path = new_file(text)
    if path.exists():
        return t("first_run.exists", path=str(path))
    return None if path.parent.is_dir() else t("first_run.no_folder", path=str(path.parent))
