"""The bytes of the shared file as they would be written now, to another place."""

from __future__ import annotations

import os

from ictwg.errors import StorageError
from ictwg.locales import t
from ictwg.store.local.atomic import TargetChangedError, replace_file
from ictwg.store.local.local import Local


def write_copy(local: Local, path: str) -> None:
    """See `Store.write_copy`."""
    local.refresh()
    try:
        replace_file(
            local.replica.disk, path, local.encoded(), private=True, unchanged=lambda: not os.path.lexists(path)
        )
    except TargetChangedError:
        raise StorageError(t("store.exists", path=path), t("carrying.hint")) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(
            t("carrying.not_written", path=path, reason=reason), t("carrying.not_written.hint")
        ) from error
