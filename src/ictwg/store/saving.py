"""One message for all that this computer's own disk refuses."""

from __future__ import annotations

from contextlib import contextmanager

from ictwg.errors import StorageError
from ictwg.locales import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def saving() -> Iterator[None]:
    """Turns the system's refusal into the error that a person reads.

    Raises:
        StorageError: The disk failed inside the block.
    """
    try:
        yield
    except OSError as error:
        raise StorageError(t("store.not_saved", reason=error.strerror), t("store.not_saved_hint")) from error
