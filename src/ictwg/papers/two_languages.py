"""A sheet in two languages: what they say otherwise stands side by side, and titles under each other."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from ictwg.papers.blocks import HeadingBlock, PaperText, own, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.papers.blocks import Block
    from ictwg.papers.document import Document


def in_both(first: Document, second: Document) -> Document:
    """The same paper twice; where a word is not there in the second language it says that of the first."""
    pairs = zip(first.blocks, second.blocks, strict=True)
    blocks, both = tuple(block for pair in pairs for block in _blocks(*pair)), f"{first.language}-{second.language}"
    called = (*first.called, both) if first.called else ()
    return replace(first, name=(*first.name, both), called=called, blocks=blocks, read_back=())


def _blocks(one: Block, other: Block) -> Iterator[Block]:
    if isinstance(one, HeadingBlock) and isinstance(other, HeadingBlock) and one.level == 1:
        yield one
        if plain_text(one.text) != plain_text(other.text):
            yield HeadingBlock(2, other.text)
    else:
        yield _both(one, other)


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, PaperText):
        return one if plain_text(one) == plain_text(other) else one + own(_BETWEEN) + other
    if isinstance(one, str):
        return one if one == other else f"{one}{_BETWEEN}{other}"
    if type(one) is tuple:
        return tuple(map(_both, one, other))
    if is_dataclass(one) and not isinstance(one, type):
        said = {field.name: _both(getattr(one, field.name), getattr(other, field.name)) for field in fields(one)}
        return replace(one, **said)
    return one


_BETWEEN = " / "
