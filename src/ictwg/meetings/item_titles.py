"""What the title of an item says that it is: a standing item of agendas, or the topics of the next meeting."""

from __future__ import annotations

import re

from ictwg.domain.text import fold
from ictwg.domain.values import ItemKind
from ictwg.records.reference_data import load_import_words

_WORDS = load_import_words("minutes")
_ARTICLES = re.compile(r"\bthe\b")
_PUNCTUATION = re.compile(r"[\s:.()_*\-–—]+")
_JOINED = re.compile(r"\s*[/&,;+]\s*|\s+(?:and|e|dan|ho|no)\s+")
_LONGEST = 80


def tells_next_topics(title: str) -> bool:
    """Whether what stands under an item of this title is the agenda of the next meeting."""
    return len(title) <= _LONGEST and _item_key(title) in _NEXT_TOPICS


def _item_key(title: str) -> str:
    return _PUNCTUATION.sub(" ", _ARTICLES.sub(" ", fold(title))).strip()


_NEXT_TOPICS = frozenset(map(_item_key, _WORDS["next topics"]))
_KIND_OF = {_item_key(title): ItemKind(kind) for kind, titles in _WORDS["items"].items() for title in titles}


def kind_of(title: str) -> ItemKind:
    """The kind that the title of an item says, without its number; of "Welcome and introductions" the first one's."""
    if len(title) > _LONGEST:
        return ItemKind.TOPIC
    if whole := _KIND_OF.get(_item_key(title)):
        return whole
    kinds = [_KIND_OF.get(_item_key(part)) for part in _JOINED.split(fold(title))]
    return kinds[0] if all(kinds) and kinds[0] else ItemKind.TOPIC
