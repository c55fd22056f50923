"""A sheet in two languages: what they say otherwise stands side by side, and titles under each other.

What is the same in both stands once: a number, a name, what somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ictwg.papers.blocks import DASH, Block, HeadingBlock, Leaf, PaperText, Styled, own, plain_text
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
        words = (plain_text(each.text).partition(DASH)[0] for each in (one, other))
        if len(set(words)) > 1:  # else the second has no word for this paper, and its title would be half in the first
            yield HeadingBlock(2, other.text)
    else:
        yield _both(one, other)


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, PaperText):
        return one if plain_text(one) == plain_text(other) else _beside(one, other)
    if isinstance(one, str):
        return one if one == other else f"{one}{_BETWEEN}{other}"
    if type(one) is tuple:
        return tuple(map(_both, one, other))
    if is_dataclass(one) and not isinstance(one, type):
        said = {field.name: _both(getattr(one, field.name), getattr(other, field.name)) for field in fields(one)}
        return replace(one, **said)
    return one


def _beside(one: PaperText, other: PaperText) -> PaperText:
    """Where they differ in one word of ours, the two words in its place; else the whole texts."""
    pairs = tuple(zip(one.parts, other.parts, strict=False))
    unlike = {pair for pair in pairs if pair[0] != pair[1]}
    if len(one.parts) == len(other.parts) and len(unlike) == 1:
        return PaperText(tuple(part for pair in pairs for part in (_parts(*pair) if pair in unlike else pair[:1])))
    return one + own(_BETWEEN) + other


def _parts(one: Leaf | Styled, other: Leaf | Styled) -> tuple[Leaf | Styled, ...]:
    if isinstance(one, Styled) and isinstance(other, Styled):
        return (_both(one, other),)
    return (one, *own(_BETWEEN).parts, other)


_BETWEEN = " / "
