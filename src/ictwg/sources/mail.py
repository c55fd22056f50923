"""A mail saved as a file (RFC 5322): who wrote to whom, when and about what, its text, and what is attached."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

from ictwg.domain.text import clean
from ictwg.sources import html
from ictwg.sources.model import BlockKind, Source, SourceBlock

if TYPE_CHECKING:
    from collections.abc import Callable

_HEADS = ("Subject", "From", "To", "Cc", "Date")


def read(data: bytes, opened: Callable[[str, bytes], Source]) -> Source:
    """Its blocks.

    Args:
        data: The file.
        opened: Reads what is attached, by its name.

    Raises:
        Exception: Of any kind, where it is damaged.
    """
    mail = message_from_bytes(data, policy=default)
    heads = [(name, clean(str(mail.get(name, "")))) for name in _HEADS]
    blocks = [SourceBlock(BlockKind.PARAGRAPH, f"**{name}:** {said}") for name, said in heads if said]
    body = mail.get_body(("plain", "html"))
    blocks += _body(body) if body is not None else []
    inside = tuple(
        opened(name, _bytes_of(part))._replace(name=name)
        for part in mail.iter_attachments()
        if (name := clean(part.get_filename() or ""))
    )
    return Source(tuple(blocks), inside=inside)


def _body(part: Any) -> list[SourceBlock]:
    text = _text_of(part)
    if part.get_content_type() == "text/html":
        return list(html.read(text.encode()).blocks)
    paragraphs = text.split("\n\n")
    return [SourceBlock(BlockKind.PARAGRAPH, said.strip("\n")) for said in paragraphs if said.strip()]


def _text_of(part: Any) -> str:
    try:
        return clean(part.get_content(), multiline=True)
    except LookupError:  # an encoding that nobody knows
        return _packed(part).decode("utf-8", "replace")


def _packed(part: Any) -> bytes:
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def _bytes_of(part: Any) -> bytes:
    """A mail that is attached is a file of its own; several parts under one name are none."""
    return bytes(part.get_content()) if part.get_content_type() == "message/rfc822" else _packed(part)
