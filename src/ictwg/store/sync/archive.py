"""The archive of the log: rows older than the year before last, which would slow down every start (STORE.md §6).

    ictwg.json · ictwg (ictwg archive).json beside it, in the same format · archive.json here: all that left our log

Its rows never change, so the merge of two archives has the rows of both: none can be deleted. Redactions of the group
apply to it. Rows that leave this computer's log are saved here first, on whichever computer they were archived; so an
archive that is deleted from the shared folder is written again from here.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from zlib import crc32

from ictwg.errors import IctwgError, LockedError, NotReadyError
from ictwg.locales import t
from ictwg.merge.dots import Context, Dot
from ictwg.merge.encryption import NAMES
from ictwg.merge.rows import join_rows
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.codec_rows import decode_row, encode_row
from ictwg.store.format.lines import LOG, Lines
from ictwg.store.format.table import differing
from ictwg.store.local.atomic import TargetChangedError, replace_file
from ictwg.store.local.disk import Disk, found, saving
from ictwg.store.local.local import REDACTIONS, Local
from ictwg.store.local.log import Log
from ictwg.store.local.replica import NO_STAMP, Stamp, stamp_of
from ictwg.store.sync.copy_names import ARCHIVE, archive_name, is_archive
from ictwg.store.sync.shared_file import whole

TRIES = 5
MOST_COPIES = 50
MOST_BYTES = 1 << 29
_NOTHING = Context()
"""Has seen nothing, so that nothing of the other side counts as gone."""


class Archive:
    def __init__(self, local: Local, path: str) -> None:
        self._local = local
        self._disk: Disk = local.replica.disk
        folder, own = os.path.split(path)
        self.path = os.path.join(folder, archive_name(own))
        self.here = local.replica.archive_path
        self._folder, self._own = folder, own
        self._log: tuple[tuple[Stamp, ...], Log] | None = None

    def keep(self, rows: Mapping[str, bytes]) -> None:
        """Adds these rows to the local archive and verifies it.

        Raises:
            StorageError: This disk does not take them.
        """
        if rows:
            lines = self._empty()
            lines.tables[LOG] = dict(rows)
            with saving():
                self._write(self.here, self._joined(lines, self._kept()))

    def keep_dropped(self, before: Lines, after: Lines) -> set[Dot]:
        """Adds rows that leave the log, because somebody archived them, to the local archive; returns their dots.

        Raises:
            StorageError: This disk does not take them.
        """
        held, left = before.tables.get(LOG, {}), after.tables.get(LOG, {})
        rows = {key: held[key] for key in differing(held, left) if key in held and key not in left}
        self.keep(rows)
        return {dot for key, line in rows.items() for dot in codec_rows.dots_in(LOG, key, line)}

    def share(self) -> None:
        """Merges the local archive, the one beside the shared file and its conflict copies, and writes the latter.

        Raises:
            IctwgError: It cannot be read or written; it is unchanged.
        """
        for _ in range(TRIES):
            try:
                self._shared()
            except TargetChangedError:
                continue
            except OSError as error:
                raise IctwgError(
                    t("compact.not_written", path=self.path, reason=error.strerror or str(error))
                ) from error
            return
        raise IctwgError(t("store.changing"), t("store.busy_hint"))

    def log(self) -> Log:
        """The readable rows of the archive, here and beside the shared file, without redacted text."""
        stamps = tuple(self._stamp(path) for path in (self.here, self.path, self._local.replica.path))
        if self._log is None or self._log[0] != stamps:
            self._log = stamps, Log(self.lines().tables.get(LOG, {}))
        return self._log[1]

    def _empty(self) -> Lines:
        """An archive without rows, encrypted if the group's file is."""
        return self._encrypted_as_ours(codec.new_lines(self._local.memory.lines.db))

    def _encrypted_as_ours(self, lines: Lines) -> Lines:
        ours = self._local.memory.lines.header
        if ours.was_encrypted:
            said = {name: ours.meta[name] for name in NAMES if name in ours.meta}
            lines.header = lines.header._replace(meta={**lines.header.meta, **said})
        return lines

    def lines(self) -> Lines:
        """The lines of `log`."""
        lines = self._empty()
        for path in (self.here, self.path):
            with suppress(NotReadyError, LockedError, OSError):  # the check says so
                lines = self._joined(lines, self._read(path))
        return self._clean(lines)

    def _stamp(self, path: str) -> Stamp:
        try:
            return stamp_of(self._disk, path)
        except OSError:
            return NO_STAMP

    def _kept(self) -> Lines | None:
        """The local archive; renames a damaged one for a person to read, and the one beside the file has its rows."""
        try:
            return self._read(self.here)
        except NotReadyError:
            with saving():
                self._disk.replace(self.here, f"{self.here}.{os.urandom(4).hex()}.damaged")
            return None

    def copies(self) -> tuple[str, ...]:
        """The paths of the archive beside the shared file and of its conflict copies, up to a limit."""
        try:
            names = self._disk.names(self._folder or ".")
        except OSError:
            return ()
        found = sorted(os.path.join(self._folder, name) for name in names if is_archive(name, self._own))
        within: list[str] = []
        size = 0
        for path in sorted(found, key=lambda path: path != self.path)[:MOST_COPIES]:
            length = self._stamp(path)[0]
            if path == self.path or size + length <= MOST_BYTES:
                size += length
                within.append(path)
        return tuple(within)

    @property
    def mark(self) -> int:
        """A checksum of the size and time of those files; 0 if there are none."""
        stamps = [(path, self._stamp(path)) for path in self.copies()]
        return crc32(repr(stamps).encode("utf-8", "surrogateescape")) if stamps else 0

    def scrub(self) -> None:
        """Rewrites all archives that can be written without redacted text."""
        for path in (self.here, *self.copies()):
            try:
                lines = self._read(path)
                if lines is not None:
                    data = codec.encode_file(lines)
                    clean = codec.encode_file(self._clean(lines.copy()))
                    if clean != data:
                        replace_file(self._disk, path, clean)
            except (NotReadyError, LockedError, OSError):
                continue

    def _shared(self) -> None:
        stamp = stamp_of(self._disk, self.path)
        lines = self._joined(self._kept() or self._empty(), self._read(self.path))
        for path in self.copies():
            with suppress(NotReadyError, LockedError):  # a half-synced conflict copy keeps nobody
                lines = self._joined(lines, self._read(path))
        lines = self._clean(lines)
        if lines.tables.get(LOG):
            with saving():
                self._write(self.here, lines)
            self._write(self.path, lines, lambda: self._stamp(self.path) == stamp)

    def _write(self, path: str, lines: Lines, unchanged: Callable[[], bool] | None = None) -> None:
        data = codec.encode_file(lines)
        if found(self._disk.read, path) != data:
            replace_file(self._disk, path, data, unchanged=unchanged)
            if self._disk.read(path) != data:
                raise OSError(errno.EIO, os.strerror(errno.EIO), path)

    def _read(self, path: str) -> Lines | None:
        """The archive at `path`; None if there is none, or it is another group's.

        Raises:
            NotReadyError: It cannot be read.
        """
        data = whole(self._disk, path)
        if data is None:
            return None
        lines = codec.split(data, verify=True)
        codec.require_readable(lines.header)
        return lines if lines.db == self._local.memory.lines.db else None

    def _joined(self, a: Lines, b: Lines | None) -> Lines:
        """The rows of both, with a context made from their dots."""
        result = self._empty()
        rows = result.table(LOG)
        rows |= a.tables.get(LOG, {})
        for key, line in (b.tables.get(LOG, {}) if b is not None else {}).items():
            rows[key] = line if rows.get(key, line) == line else _both(key, rows[key], line)
        dots = (dot for key, line in rows.items() for dot in codec_rows.dots_in(LOG, key, line))
        result.header = result.header.with_context(_NOTHING.with_dots(dots))
        return result

    def _clean(self, lines: Lines) -> Lines:
        ours = self._local.memory.lines
        if REDACTIONS in ours.tables:
            from ictwg.store.format.lines_join import redact_by, redactions_of

            redact_by(lines, redactions_of(ours))
        return self._encrypted_as_ours(lines)


def is_archive_path(path: str) -> bool:
    """Whether it is an archive, here or beside a shared file."""
    name = os.path.basename(path)
    return name == "archive.json" or ARCHIVE in name


def _both(key: str, a: bytes, b: bytes) -> bytes:
    row = join_rows(decode_row(LOG, key, a), _NOTHING, decode_row(LOG, key, b), _NOTHING)
    return a if row is None else encode_row(row)
