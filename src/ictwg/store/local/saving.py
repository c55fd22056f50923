"""Errors of this computer's own disk: raised as one StorageError, or ignored."""

from __future__ import annotations

import errno
from contextlib import ContextDecorator

from ictwg.errors import StorageError
from ictwg.locales import t

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def hint_about(error: OSError) -> str:
    """The hint for an error of this computer's disk."""
    if error.errno in FULL:
        return t("store.not_saved_hint")
    return t("store.may_not_write_hint" if error.errno in REFUSED else "store.disk_fails_hint")


class saving:  # noqa: N801 - reads as what it is: with saving()
    """Turns an error of the disk while writing into a StorageError.

    Raises:
        StorageError: The disk failed inside the block.
    """

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        if isinstance(error, OSError):
            raise StorageError(t("store.not_saved", reason=error.strerror), hint_about(error)) from error


class answering(ContextDecorator):  # noqa: N801 - likewise
    """Turns any other error of the disk, such as while reading, into a StorageError.

    For `with`, or as a decorator.

    Raises:
        StorageError: The disk failed inside the block.
    """

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            message = t("store.refused", path=error.filename, reason=reason) if error.filename else ""
            raise StorageError(message or t("store.no_answer", reason=reason), t("store.no_answer_hint")) from error


class bearing:  # noqa: N801 - likewise
    """Ignores errors of the disk in the block, which is not essential."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        return kind is not None and issubclass(kind, (OSError, StorageError))
