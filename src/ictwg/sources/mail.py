"""A mail saved as a file (RFC 5322): who wrote to whom, when and about what, its text, and what is attached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import EmailPolicy
from typing import Any

from ictwg.domain.text import clean
from ictwg.sources import html
from ictwg.sources.model import BlockKind, Source, SourceBlock

_HEADS = ("Subject", "From", "To", "Cc", "Date")


def read(data: bytes, opened: Callable[[str, bytes], Source]) -> Source:
    """Its blocks.

    Args:
        data: The file.
        opened: Reads what is attached, by its name.

    Raises:
        Exception: Of any kind, where it is damaged.
    """
    mail: Any = message_from_bytes(data, policy=_Brief())
    rest = {name.title(): str(value)[_LONGEST:] for name, value in mail.raw_items()}
    heads = [(name, clean(f"{mail.get(name, '')}{rest.get(name, '')}")) for name in _HEADS]
    blocks = [SourceBlock(BlockKind.PARAGRAPH, f"**{name}:** {said}") for name, said in heads if said]
    body = mail.get_body(("plain", "html"))
    blocks += _body(body) if body is not None else []
    inside = tuple(opened(name, _bytes_of(part))._replace(name=name) for name, part in _attached(mail))
    about = (*((name.lower(), said[:_LONGEST]) for name, said in heads), ("answers", _said_of(mail, _ANSWERS)))
    return Source(tuple(blocks), inside=inside, about=tuple(pair for pair in about if pair[1]))


def body_of(source: Source) -> str:
    """What stands below the head of a mail that was read."""
    heads = sum(name.title() in _HEADS for name, _ in source.about)
    return "\n\n".join(block.in_one() for block in source.blocks[heads:])


def attachments(data: bytes) -> list[bytes]:
    """The files in a mail, as they stand in `Source.inside`.

    Raises:
        Exception: Of any kind, where the mail is damaged.
    """
    mail: Any = message_from_bytes(data, policy=_Brief())
    return [_bytes_of(part) for _, part in _attached(mail)]


def _attached(mail: Any) -> Iterator[tuple[str, Any]]:
    """Each with its name; a mail that is forwarded whole has that of its subject."""
    for part in mail.iter_attachments():
        name = clean(part.get_filename() or "")
        if not name and part.get_content_type() == "message/rfc822":
            name = f"{clean(str(part.get_content().get('Subject', ''))) or 'mail'}.eml"
        if name:
            yield name, part


_ANSWERS = ("In-Reply-To", "References")
"""Where a mail names those that it answers (RFC 5322 §3.6.4), the last one last."""


def _said_of(mail: Any, names: tuple[str, ...]) -> str:
    return clean(" ".join(str(mail.get(name, "")) for name in names))


_LONGEST = 4_000
"""Signs of a line of the head that are taken apart, as many as a hundred addresses; time goes with their square."""


class _Brief(EmailPolicy):
    def header_fetch_parse(self, name: str, value: Any) -> Any:
        """Leaves the rest of a long one as it is."""
        return super().header_fetch_parse(name, str(value)[:_LONGEST])


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
