"""Everything that a user reads: one file a language, `<language>.json`, one message a line.

`t("actions.closed", reference="A-2010-014")` looks for this id in the file of the language, then in English, then
shows the id itself: a missing translation is never a crash. Values are put in as they are; a brace in a value means
nothing. `{key:app.undo}` is the key that the person has for an action.

A message is a text, or one for each plural form: `{"one": "{count} action", "other": "{count} actions"}`. What an id
begins with is its area; areas stand between empty lines, and only those that are asked for are parsed. Beside a
translation stands, under `@` and its id, what its English was when it was made. `python -m tests.tools.catalogues`
puts the files in this form after a tool for translators has written them, and tells what waits for a translator.

`minutes.*`, `choices.*` and `recurrence.*` are read as well as written: what files say in their words stays readable.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Message = str | Mapping[str, str]

LANGUAGES = ("en", "pt", "tet", "id")
PSEUDO = "xx"

# CLDR cardinal categories. pt_TL inherits from pt_PT (one is exactly 1); Indonesian and Tetum know no plural
# form.
_HAS_SINGULAR = frozenset({"en", "pt", PSEUDO})

_catalogues: dict[tuple[str, str], dict[str, Message]] = {}
_settings = {"language": "en", "strict": "", "instead": "en"}
_key_of: list[Callable[[str], str]] = []
_KEY = "key:"


class MissingMessageError(LookupError):
    """Only in strict mode (tests): a message id or one of its values is not there."""


def t(id: str, /, *, lang: str | None = None, **values: object) -> str:
    """The message in `lang`, or in the language of the interface."""
    spoken = lang or _settings["language"]
    for candidate in (spoken, _settings["instead"], "en"):
        message = _message(candidate, id)
        if message is not None:
            return _filled(id, _form(message, candidate, values.get("count")), values)
    if _settings["strict"]:
        raise MissingMessageError(id)
    return id


def known(id: str, /) -> bool:
    """Whether English has this message."""
    return _message("en", id) is not None


def first_known(*ids: str) -> str:
    """The first that English has, else the last: what is special may have words of its own."""
    return next(filter(known, ids), ids[-1])


def set_language(lang: str) -> None:
    """Takes "pt", "pt_TL.UTF-8" or "pt-TL"; a language without a catalogue means English."""
    _settings["language"] = normalized(lang)


def language() -> str:
    return _settings["language"]


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """What says no language is said in this one: a page that takes words from screens."""
    before = language()
    set_language(lang)
    try:
        yield
    finally:
        set_language(before)


@contextmanager
def instead_of_english(lang: str) -> Iterator[None]:
    """What a language has no words for is said in this one."""
    before, _settings["instead"] = _settings["instead"], lang
    try:
        yield
    finally:
        _settings["instead"] = before


def normalized(lang: str) -> str:
    code = lang.replace("-", "_").partition("_")[0].lower()
    return code if code in (*LANGUAGES, PSEUDO) else "en"


def set_strict(on: bool) -> None:  # noqa: FBT001 - a switch is what it is
    """Tests turn this on: a missing message or value raises instead of showing its id."""
    _settings["strict"] = "yes" if on else ""


def name_keys(key_of: Callable[[str], str]) -> None:
    """Who says which key an action has; only the interface knows."""
    _key_of[:] = [key_of]


def name_usual_keys(key_of: Callable[[str], str]) -> None:
    """The same for commands, which have no interface: it stands until the interface says better."""
    _key_of[:] = _key_of or [key_of]


def plural_category(count: object, lang: str) -> str:
    return "one" if lang in _HAS_SINGULAR and count == 1 else "other"


def catalogue(lang: str, area: str) -> dict[str, Message]:
    """The messages of one area by their ids, without fallback; loaded once."""
    if (lang, area) not in _catalogues:
        _catalogues[lang, area] = _load(lang, area)
    return _catalogues[lang, area]


def _load(lang: str, area: str) -> dict[str, Message]:
    if lang == PSEUDO:
        from ictwg.locales.pseudo import pseudo_catalogue

        return pseudo_catalogue(catalogue("en", area))
    if lang not in LANGUAGES or area not in _areas(lang):
        return {}
    import json

    told = json.loads(b"{%s}" % _areas(lang)[area].rstrip(b","))
    return {id: message for id, message in told.items() if id[0] != "@"}


@cache
def _areas(lang: str) -> dict[str, bytes]:
    """The lines of each area: to parse them all would take longer than a listing may spend on its words."""
    with open(f"{__path__[0]}/{lang}.json", "rb") as file:  # noqa: PTH123 - pathlib takes longer still
        _, *areas, _ = file.read().split(b"\n\n")
    return {lines[len(b'  "') : lines.index(b".")].decode(): lines for lines in areas}


@cache
def share_of(lang: str) -> int:
    """How many of the messages are in this language, in percent; a line of a catalogue holds one."""
    said, whole = (sum(lines.count(b"\n") + 1 for lines in _areas(one).values()) for one in (lang, LANGUAGES[0]))
    return 100 * said // whole


def _message(lang: str, message_id: str) -> Message | None:
    return catalogue(lang, message_id.partition(".")[0]).get(message_id)


def _form(message: Message, lang: str, count: object) -> str:
    if isinstance(message, str):
        return message
    return message.get(plural_category(count, lang)) or message["other"]


def _filled(message_id: str, text: str, values: Mapping[str, object]) -> str:
    if "{" not in text:
        return text
    first, *rest = text.split("{")
    return first + "".join(_piece(message_id, piece, values) for piece in rest)


def _piece(message_id: str, piece: str, values: Mapping[str, object]) -> str:
    """What follows one opening brace: a value where it names one, else the brace as it was typed."""
    name, closing, tail = piece.partition("}")
    if closing and name in values:
        return f"{values[name]}{tail}"
    if closing and name.startswith(_KEY) and _key_of:
        return _key_of[0](name.removeprefix(_KEY)) + tail
    if closing and name.isidentifier() and _settings["strict"]:
        raise MissingMessageError(f"{message_id} needs {name}")
    return "{" + piece
