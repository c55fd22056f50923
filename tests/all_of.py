"""One test over many cases: each that fails is named, and that there is none is a failure too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

import pytest

_Case = TypeVar("_Case")
_FAILURES = (Exception, pytest.fail.Exception)


def some(found: Iterable[_Case]) -> list[_Case]:
    """What is found, if it is anything: to be gone through."""
    there = list(found)
    assert there, "nothing to go through"
    return there


def all_of(cases: Iterable[_Case], check: Callable[[_Case], object]) -> None:
    """Tries every case, then fails with all that failed and why."""
    tried = some(cases)
    wrong = [f"{case!r}\n    {why}" for case in tried if (why := _wrong(check, case))]
    assert not wrong, f"{len(wrong)} of {len(tried)} cases:\n" + "\n".join(wrong)


def over(
    names: str, cases: Iterable[Any] | Callable[[], Iterable[Any]]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """What `pytest.mark.parametrize` does, in one test: each name has a value of its own, or all those of a case.

    The other arguments are fixtures, which all cases share. Cases that take long to find are found in the test.
    """
    keys = [name.strip() for name in names.split(",")]
    held = list(cases) if isinstance(cases, Iterable) else cases

    def looped(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def run(**fixtures: Any) -> None:
            found = held() if callable(held) else held
            named = [dict(zip(keys, case, strict=True)) if len(keys) > 1 else {keys[0]: case} for case in found]
            all_of(named, lambda case: test(**case, **fixtures))

        whole = signature(test)
        left = [one for one in whole.parameters.values() if one.name not in keys]
        run.__signature__ = whole.replace(parameters=left)  # type: ignore[attr-defined]
        return run

    return looped


def _wrong(check: Callable[[_Case], object], case: _Case) -> str:
    try:
        check(case)
    except _FAILURES as failure:
        return f"{type(failure).__name__}: {failure}".replace("\n", "\n    ")
    return ""
