"""What this computer's own disk refuses: told in one message, or borne."""

from __future__ import annotations

import errno
from contextlib import ContextDecorator

from ictwg.errors import StorageError
from ictwg.locales import t

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def hint_about(error: OSError) -> str:
    """What to do where this computer's disk takes nothing."""
    if error.errno in FULL:
        return t("store.not_saved_hint")
    return t("store.may_not_write_hint" if error.errno in REFUSED else "store.disk_fails_hint")


class saving:  # noqa: N801 - reads as what it is: with saving()
    """Turns the system's refusal into the error that a person reads.

    Raises:
        StorageError: The disk failed inside the block.
    """

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        if isinstance(error, OSError):
            raise StorageError(t("store.not_saved", reason=error.strerror), hint_about(error)) from error


class answering(ContextDecorator):  # noqa: N801 - likewise
    """Turns whatever else the system refuses on this computer, such as reading, into an error that a person reads.

    Around a block, or above a function.

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
    """Goes on after the block where the disk refuses it: nothing rests on what is in it."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        return kind is not None and issubclass(kind, (OSError, StorageError))
