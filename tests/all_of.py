"""One test over many cases that names each case that fails, instead of one test a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_Case = TypeVar("_Case")
_FAILURES = (Exception, pytest.fail.Exception)


def all_of(cases: Iterable[_Case], check: Callable[[_Case], object]) -> None:
    """Tries every case, then fails with all that failed and why; no case at all is a failure too."""
    tried = list(cases)
    wrong = [f"{case!r}\n    {why}" for case in tried if (why := _wrong(check, case))]
    assert tried, "there is no case"
    assert not wrong, f"{len(wrong)} of {len(tried)} cases:\n" + "\n".join(wrong)


def _wrong(check: Callable[[_Case], object], case: _Case) -> str:
    try:
        check(case)
    except _FAILURES as failure:
        return f"{type(failure).__name__}: {failure}".replace("\n", "\n    ")
    return ""
