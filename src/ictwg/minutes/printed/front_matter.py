"""The first lines of an exported file: what it is, for whom, and the digest by which an edit is noticed.

> A file whose digest is not that of its other lines was edited by somebody.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictwg.minutes.printed.sheet import MinutesSheet


PROGRAM = "ictwg"


_FENCE = "---"


_DIGEST = "digest"


_SIMPLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")


_FIGURES = re.compile(r"[0-9._+e-]+", re.IGNORECASE)


_LONGEST = 100


def sheet_values(sheet: MinutesSheet, kind: str) -> dict[str, str]:
    """What every export about a meeting says of itself; `kind` is empty for minutes."""
    return {
        **({"kind": kind} if kind else {}),
        "ref": sheet.reference,
        "date": sheet.date.isoformat() if sheet.date else "",
        "status": str(sheet.minutes_state),
        "audience": str(sheet.audience),
        "language": sheet.language,
        "version": sheet.version,
        "status_date": sheet.status_date.isoformat(),
    }


def with_front_matter(values: dict[str, str], body: str) -> str:
    """The body behind its front matter, with the digest of everything but the digest's own line."""
    said = {"program": PROGRAM, **values}
    head = "".join(f"{key}: {_scalar(value)}\n" for key, value in said.items())
    return f"{_FENCE}\n{head}{_DIGEST}: {_digest(head, body)}\n{_FENCE}\n{body}"


def split(text: str) -> tuple[dict[str, str], str]:
    """What the front matter says, and the body; no front matter of ours: nothing, and the whole text."""
    lines = unified(text).split("\n")
    end = next((at for at, line in enumerate(lines[:_LONGEST]) if at and line.rstrip() == _FENCE), 0)
    if not end or lines[0].rstrip() != _FENCE:
        return {}, unified(text)
    pairs = (line.partition(":") for line in lines[1:end])
    return {key.strip(): _read(value.strip()) for key, _, value in pairs}, "\n".join(lines[end + 1 :])


def is_unedited(text: str) -> bool:
    """Whether this is a file of ours exactly as it was written; another kind of line end is no edit."""
    lines = unified(text).split("\n")
    values, body = split(text)
    head = [line for line in lines[1 : lines.index(_FENCE, 1)] if not line.startswith(f"{_DIGEST}:")] if values else []
    return values.get("program") == PROGRAM and values.get(_DIGEST) == _digest("".join(f"{h}\n" for h in head), body)


def unified(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _digest(head: str, body: str) -> str:
    return "sha256-" + hashlib.sha256((head + body).encode("utf-8", "surrogatepass")).hexdigest()


def _scalar(value: str) -> str:
    """A YAML scalar that is always a string."""
    words = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
    simple = _SIMPLE.fullmatch(value) and not _FIGURES.fullmatch(value) and value.lower() not in words
    return value if simple else json.dumps(value, ensure_ascii=False)


def _read(value: str) -> str:
    try:
        return str(json.loads(value)) if value.startswith('"') else value.strip("'")
    except ValueError:
        return value.strip('"')
