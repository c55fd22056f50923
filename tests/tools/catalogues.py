"""Puts the files of messages in their form, and tells what waits for a translator.

    python -m tests.tools.catalogues [LANG...]

The form is one message a line in the order of English, with an empty line around each area. Beside a translation
stands under `@` and its id what its English was: a mark that changes with each form of the English. A translation
without a mark gets that of today, and so do all of the languages that are named: they are up to date. Listed are
those that were made from another English.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ictwg import locales

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictwg.locales import Message

    Messages = Mapping[str, Message]

TRANSLATED = tuple(lang for lang in locales.LANGUAGES if lang != "en")
_MARK = "@"


def path_of(lang: str) -> Path:
    return Path(locales.__file__).with_name(f"{lang}.json")


def with_marks(lang: str) -> dict[str, Message]:
    """What stands in the file."""
    messages: dict[str, Message] = json.loads(path_of(lang).read_text(encoding="utf-8"))
    return messages


def said(lang: str) -> dict[str, Message]:
    """The messages of all areas by their ids."""
    return without_marks(with_marks(lang))


def without_marks(messages: Messages) -> dict[str, Message]:
    return {id: message for id, message in messages.items() if not id.startswith(_MARK)}


def forms(message: Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message.values())


def in_form(messages: Messages, english: Messages) -> str:
    """The text of a file; what English does not have is left out."""
    areas: defaultdict[str, list[str]] = defaultdict(list)
    for id in english:
        if id in messages:
            told = (f"{_json(key)}: {_json(messages[key])}" for key in (id, _MARK + id) if key in messages)
            areas[id.partition(".")[0]].append(f"  {', '.join(told)}")
    return "{\n\n" + ",\n\n".join(",\n".join(areas[area]) for area in sorted(areas)) + "\n\n}\n"


def marked(messages: Messages, english: Messages) -> dict[str, Message]:
    return {_MARK + id: mark(english[id]) for id in messages if id in english} | dict(messages)


def mark(english: Message) -> str:
    return sha256(_json(english).encode()).hexdigest()[:8]


def _json(value: Message) -> str:
    return json.dumps(value, ensure_ascii=False)


def older(messages: Messages, english: Messages) -> Iterator[str]:
    """What was translated from another English: its id, and below it the English of today and the translation."""
    for id, message in without_marks(messages).items():
        if messages.get(_MARK + id) != mark(english[id]):
            yield "\n".join((id, *(f"    {form}" for form in (*forms(english[id]), *forms(message)))))


def main() -> None:
    english = said("en")
    path_of("en").write_text(in_form(english, english), encoding="utf-8")
    for lang in TRANSLATED:
        messages = said(lang) if lang in sys.argv[1:] else with_marks(lang)
        messages = marked(messages, english)
        path_of(lang).write_text(in_form(messages, english), encoding="utf-8")
        waiting = list(older(messages, english))
        print(f"{lang}: {len(said(lang))} of {len(english)} messages, {len(waiting)} older than their English")
        for told in waiting:
            print(told)


if __name__ == "__main__":
    main()
