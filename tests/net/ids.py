"""Messages as their ids: what the program says, without the words in which it says it.

`t("actions.closed", reference="A-2010-014")` is then `⟨actions.closed reference=A-2010-014⟩`, on screens and in what
commands put out. What is printed for others is asked for in a language of its own, and stays in it.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ictwg import locales

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.locales import Message

_VALUE = re.compile(r"\{(\w+)\}")


@contextmanager
def spoken_in_ids() -> Iterator[None]:
    """Until its end the interface speaks in ids; nothing else may run in this process at the same time."""
    load, before = locales._load, locales.language()

    def loaded(lang: str, area: str) -> dict[str, Message]:
        if lang != locales.PSEUDO:
            return load(lang, area)
        return {id: _told(id, message) for id, message in locales.catalogue("en", area).items()}

    def forget() -> None:
        for known in [known for known in locales._catalogues if known[0] == locales.PSEUDO]:
            del locales._catalogues[known]

    forget()
    locales._load = loaded
    locales.set_language(locales.PSEUDO)
    try:
        yield
    finally:
        locales._load = load
        locales.set_language(before)
        forget()


def _told(message_id: str, message: Message) -> str:
    texts = [message] if isinstance(message, str) else list(message.values())
    names = dict.fromkeys(name for text in texts for name in _VALUE.findall(text))
    return "⟨" + " ".join([message_id, *(f"{name}={{{name}}}" for name in names)]) + "⟩"
