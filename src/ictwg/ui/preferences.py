"""The person's own settings, kept on this computer: theme, vi keys, language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from ictwg.app.forms.declared import changed
from ictwg.app.forms.fields import Values
from ictwg.app.forms.group import settings_form
from ictwg.domain.records import Group
from ictwg.locales import LANGUAGES, language, share_of, t
from ictwg.records.editing import set_fields
from ictwg.records.group import group_of
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.styles.themes import THEMES

OF_THE_TERMINAL = ("ansi-dark", "ansi-light")

LEAST_SHARE = 10
"""Percent of the messages; with fewer a language is one of papers, and none of the screens."""


class Preference(NamedTuple):
    title: str
    help: str
    choose: Callable[[], None]


def preferences(program: IctwgApp) -> tuple[Preference, ...]:
    on, spoken = not program.settings.vi_keys, program.settings.language or language()
    themes = (name for name in (*(theme.name for theme in THEMES), *OF_THE_TERMINAL) if name != program.theme)
    keys = t("ui.palette_keys", what=t("ui.vi_keys_on" if on else "ui.vi_keys_off"))
    return (
        *(_preference("theme", _theme_words(name), partial(use_theme, program, name)) for name in themes),
        Preference(keys, t("ui.vi_keys_tip"), partial(use_vi_keys, program, on=on)),
        *(
            _preference("language", _language_words(code), partial(use_language, program, code))
            for code in LANGUAGES
            if code != spoken and share_of(code) >= LEAST_SHARE
        ),
    )


def use_theme(program: IctwgApp, name: str) -> None:
    program.theme = program.settings.theme = name
    _keep(program, t("ui.theme_is", name=_theme_words(name)))


def use_vi_keys(program: IctwgApp, *, on: bool) -> None:
    program.settings.vi_keys = on
    program.use_keys()
    _keep(program, t("ui.vi_keys_are_on" if on else "ui.vi_keys_are_off"))


def use_language(program: IctwgApp, code: str) -> None:
    """From the next start: what stands on the screens now was said in the language before."""
    program.settings.language = code
    _keep(program, t("ui.language_is", name=t(f"ui.language_{code}")))


def _language_words(code: str) -> str:
    """`português, 20 %`: how much of the program is in it."""
    name, share = t(f"ui.language_{code}"), share_of(code)
    return name if share == share_of(LANGUAGES[0]) else f"{name}, {share} %"


def _theme_words(name: str) -> str:
    return t(f"ui.theme_{name.replace('-', '_')}")


def _preference(what: str, name: str, choose: Callable[[], None]) -> Preference:
    return Preference(t(f"ui.palette_{what}", what=name), t(f"ui.{what}_tip"), choose)


def _keep(program: IctwgApp, words: str) -> None:
    try:
        program.session.keep_settings()
    except OSError as error:
        words = t("ui.settings_not_kept", what=words, reason=str(error))
    program.say(words)


def settings_words(program: IctwgApp) -> str:
    """What stands in the palette: which group, and its zone."""
    group = group_of(program.session.state)
    return t("opening.settings_tip", name=group.name, zone=group.time_zone) if group is not None else ""


def edit_settings(program: IctwgApp, field: str = "") -> None:
    """Opens the form at that field; a group without a name yet has none."""
    group, lookup = group_of(program.session.state), program.session.lookup
    screen = program.front
    if group is None or screen is None:
        return
    form = settings_form(lookup, group)

    def save(values: Values) -> None:
        typed = changed(form, values)
        screen.save(lambda: set_fields(lookup, group, typed))
        if Group.paper_form.name in typed:  # now this one is meant, whatever was chosen last
            program.settings.papers.clear()

    program.push_screen(FormScreen(t("opening.settings"), form, save=save, edit=field))
