"""The encrypted (sealed) form of a file (STORE.md §3); everything above the disk works on plain lines.

    plain    "2088…":{"id":"01J9…","text":"Draft chapter 3",…}
    sealed   "2088…":{"id":"01J9…","_e":"base64 of AES-SIV(data key, the object's bytes, about db, table and id)"}

Both forms follow from each other and the data key, byte for byte: so equal records have equal lines in either form,
and the digest of a sealed file is over its sealed lines. Table, id, size and equality stay visible; `_sync` does too.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ictwg.domain.ids import id_of
from ictwg.domain.text import dumps
from ictwg.errors import LockedError
from ictwg.locales import t
from ictwg.merge import encryption
from ictwg.merge.values import Raw, loads, utf8, verbatim
from ictwg.store.encryption.keys import Ring, opened_by
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.codec_rows import damaged
from ictwg.store.format.lines import Header, Lines, Place, opening

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    About = Callable[[str, str], list[bytes]]

FIELD = "_e"
_MARK = b'"_e":"'
_OURS = re.compile(rb'"[0-9]+":\{"id":"[0-9A-Z]{26}","_e":"([A-Za-z0-9+/]+={0,2})"\}')
_KEY = "_k"
_JOURNAL = b"ictwg journal"
_BLOB = b"ictwg begun"


def opened(data: bytes, ring: Ring) -> bytes:
    """The plain form of a file; unchanged if nothing in it is sealed.

    Raises:
        LockedError: The passphrase is missing, or another one.
        NotReadyError: It is damaged.
    """
    kept, found = ring.last_opened
    if data == kept:
        return found
    lines = codec.split_if_readable(data, verify=True)
    if lines is None:
        return data  # whoever reads it finds that out, and says so
    meta = lines.header.meta
    ring.key_for(meta)  # who cannot write the group's file as it is to be written does not read it either
    if not any(_is_sealed_line(line) for _, _, line in lines.rows()):
        return data
    unsealed = Unsealing(lines.db, ring, encryption.key_in_use(meta))
    plain = Lines(lines.header, {table: unsealed.rows(table, rows) for table, rows in lines.tables.items()})
    if lines.digest_ok:
        found = codec.encode_file(plain)
        ring.last_opened = data, found
        return found
    doubled = [(table, key, unsealed.line(table, key, line)) for table, key, line in lines.duplicates]
    return _undigested(plain, doubled)


def sealed(data: bytes, ring: Ring) -> bytes:
    """The sealed form of a file.

    Raises:
        LockedError: The key is missing; nothing may be written in plain text.
    """
    plain, kept = ring.last_sealed
    if data == plain:
        return kept
    lines = codec.split_if_readable(data, verify=True)
    if lines is None:
        return data  # none that this program has made; it is put away as it was found
    key = ring.key_for(lines.header.meta)
    if key is None:
        return data
    cipher, about = key.cipher, _about(lines.db)
    tables = {
        table: {row: _sealed_line(cipher, about, table, row, line) for row, line in rows.items()}
        for table, rows in lines.tables.items()
    }
    kept = codec.encode_file(Lines(lines.header, tables))
    if lines.digest_ok:
        ring.last_sealed, ring.last_opened = (data, kept), (kept, data)
    return kept


def sealed_entry(payload: dict[str, Any], meta: Mapping[str, Raw], ring: Ring) -> dict[str, Any]:
    """The sealed form of a transaction, for the journal."""
    key = ring.key_for(meta)
    if key is None:
        return payload
    text = dumps(payload).encode("utf-8", "surrogatepass")
    return {FIELD: b64encode(key.cipher.encrypt(text, [_JOURNAL])).decode(), _KEY: key.id}


def opened_entry(payload: dict[str, Any], ring: Ring) -> dict[str, Any]:
    """The transaction in a line of a journal.

    Raises:
        LockedError: Its key is missing.
    """
    key = ring.find(str(payload.get(_KEY, "")))
    if key is None:
        raise LockedError(t("encryption.locked"), t("encryption.locked.hint"))
    try:
        text = opened_by(key.cipher, b64decode(payload[FIELD]), [_JOURNAL])
        found = json.loads((text or b"").decode("utf-8", "surrogatepass"))
    except (ValueError, TypeError):
        return {}  # the check of the line was right, so nobody but its writer has made it so
    return found if isinstance(found, dict) else {}


def sealed_text(text: bytes, meta: Mapping[str, Raw], ring: Ring) -> bytes:
    """The sealed form of a small local file, such as a draft; unchanged if the group is not encrypted."""
    key = ring.key_for(meta)
    if key is None:
        return text
    return dumps({FIELD: b64encode(key.cipher.encrypt(text, [_BLOB])).decode(), _KEY: key.id}).encode()


def opened_text(data: bytes, ring: Ring) -> bytes:
    """Its plain form; empty if no key here opens it."""
    try:
        found = json.loads(data)
        key = ring.find(found[_KEY])
        return (opened_by(key.cipher, b64decode(found[FIELD]), [_BLOB]) if key is not None else None) or b""
    except (ValueError, TypeError, KeyError):
        return b""


def unsealed(data: bytes) -> frozenset[Place]:
    """The rows of a file on disk that are not sealed, or have fields beside the sealed text."""
    lines = codec.split_if_readable(data)
    rows = () if lines is None else (*lines.rows(), *lines.duplicates)
    return frozenset((table, key) for table, key, line in rows if not _OURS.fullmatch(line))


def holds_plain(data: bytes, db: str) -> bool:
    """Whether a file on disk belongs to this group and has a row that is not sealed."""
    lines = codec.split_if_readable(data)
    return lines is not None and lines.db == db and not all(_is_sealed_line(line) for _, _, line in lines.rows())


def as_ours(data: bytes, ours: Header) -> bytes:
    """A file in its plain form, with the group's current encryption settings; unchanged if it is not the group's."""
    lines = codec.split_if_readable(data, verify=True)
    if lines is None or lines.db != ours.db:
        return data
    now = {name: ours.meta[name] for name in encryption.NAMES if name in ours.meta}
    before = {name: value for name, value in lines.header.meta.items() if name in encryption.NAMES}
    if now == before:
        return data
    kept = {name: value for name, value in lines.header.meta.items() if name not in encryption.NAMES}
    lines.header = lines.header._replace(meta={**kept, **now})
    return codec.encode_file(lines) if lines.digest_ok else _undigested(lines, lines.duplicates)


class Unsealing:
    """Rows of a group's files.

    Args:
        ring: The keys; all are tried.
        likely: The id of the one that is tried first.
    """

    def __init__(self, db: str, ring: Ring, likely: str = "") -> None:
        self._about = _about(db)
        keys = sorted(ring.all(), key=lambda key: key.id != likely)
        self._ciphers: list[AESSIV] = [key.cipher for key in keys]

    def rows(self, table: str, rows: dict[str, bytes]) -> dict[str, bytes]:
        return {key: self.line(table, key, line) for key, line in rows.items()}

    def line(self, table: str, key: str, line: bytes) -> bytes:
        """The plain form of a line.

        A field that a script has added beside the sealed record overrides it, as in a plain record.
        """
        ours = _OURS.fullmatch(line)
        if ours is not None:
            return line[: line.index(b":") + 1] + self._text(table, key, ours[1])
        if not _is_sealed_line(line):
            return line
        found = codec_rows.document_of(line)
        text = self._text(table, key, found[FIELD])
        written = {name: value for name, value in found.items() if name not in ("id", FIELD)}
        start = line[: line.index(b":") + 1]
        return start + (utf8(verbatim(loads(text) | written)) if written else text)

    def _text(self, table: str, key: str, secret: str | bytes) -> bytes:
        try:
            data = b64decode(secret, validate=True)
        except ValueError as error:
            raise damaged(table, key, str(error)) from None
        for cipher in self._ciphers:
            text = opened_by(cipher, data, self._about(table, key))
            if text is not None:
                return text
        raise damaged(table, key, t("encryption.not_ours"))


def _about(db: str) -> About:
    group = db.encode("utf-8", "surrogatepass")
    return lambda table, key: [group, table.encode("utf-8", "surrogatepass"), id_of(key).encode()]


def _is_sealed_line(line: bytes) -> bool:
    """Whether it has such a field; quotation marks in texts are escaped, so the bytes show it nearly always."""
    try:
        return _MARK in line and isinstance(codec_rows.document_of(line).get(FIELD), str)
    except (ValueError, RecursionError):
        return False


def _sealed_line(cipher: AESSIV, about: About, table: str, key: str, line: bytes) -> bytes:
    if _OURS.fullmatch(line):  # in a damaged file, which is put away as it was found; no record of ours has just this
        return line
    start = line.index(b":") + 1
    secret = b64encode(cipher.encrypt(line[start:], about(table, key)))
    return b'%s{"id":"%s","_e":"%s"}' % (line[:start], id_of(key).encode(), secret)


def _undigested(lines: Lines, doubled: Iterable[tuple[str, str, bytes]]) -> bytes:
    """The encoded file, without a digest because the original's was wrong."""
    again = Lines(lines.header, lines.tables)
    data = again.written()
    data = lines.header.line("") + data[len(again.header.line(again.header.digest)) :]
    for table, _, line in doubled:
        start = b"\n" + opening(table) + b"\n"
        data = data.replace(start, start + line + b",\n", 1)
    return data
