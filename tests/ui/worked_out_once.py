"""What Textual works out anew for each program that starts, and for each node that is styled: here once for all tests.

A test starts a program of its own, so this was a sixth of the time that tests of screens take. What is worked out stays
the same: a sheet gives the same rules with the same colours, and a style that is already so needs no setting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import textual._callback
import textual.css.stylesheet
from textual.css import parse, tokenize
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.design import ColorSystem

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

    from textual.css.styles import RulesMap
    from textual.css.tokenizer import Token
    from textual.css.types import CSSLocation
    from textual.dom import DOMNode

    Colours = dict[str, list[Token]]

_replace, _count = Stylesheet.replace_rules, textual._callback._count_parameters
_generate = ColorSystem._generate
_shades: dict[str, dict[str, str]] = {}
_colours: dict[frozenset[tuple[str, str]], Colours] = {}
_rules: dict[tuple[Any, ...], list[RuleSet]] = {}
_counts: dict[tuple[type, CodeType | str], int] = {}


def work_out_once() -> None:
    """From now on, for all tests of this process."""
    RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]  # the same number, without a call of Python's
    sheets: Any = textual.css.stylesheet
    sheets.tokenize_values, sheets.parse = _colours_of, _rules_of
    Stylesheet.replace_rules = classmethod(_set_where_different)  # type: ignore[method-assign, assignment]
    textual._callback._count_parameters = _counted
    ColorSystem._generate = _shades_of  # type: ignore[method-assign, assignment]


def _colours_of(values: dict[str, str]) -> Colours:
    key = frozenset(values.items())
    if key not in _colours:
        _colours[key] = tokenize.tokenize_values(values)
    return _colours[key]


def _shades_of(theme: ColorSystem) -> dict[str, str]:
    key = repr(vars(theme))
    if key not in _shades:
        _shades[key] = _generate(theme)
    return dict(_shades[key])


def _rules_of(scope: str, css: str, read_from: CSSLocation, *, variable_tokens: Colours, **of: Any) -> list[RuleSet]:
    key = (scope, css, read_from, id(variable_tokens), *of.values())
    if key not in _rules:
        _rules[key] = list(parse.parse(scope, css, read_from, variable_tokens=variable_tokens, **of))
    return _rules[key]


def _set_where_different(_: type[Stylesheet], node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
    if node.styles.base._rules == rules and not animate:
        node.notify_style_update()
    else:
        _replace(node, rules, animate)


def _counted(func: Callable[..., Any]) -> int:
    """Of a function that is made anew each time, by its code; of one of C's, by what it says of itself."""
    said = getattr(func, "__code__", None) or getattr(func, "__text_signature__", None)
    if said is None or hasattr(func, "__wrapped__"):
        return _count(func)
    key = (type(func), said)
    if key not in _counts:
        _counts[key] = _count(func)
    return _counts[key]
