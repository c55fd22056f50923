"""What Textual works out anew for each program that starts, and for each node that is styled: here once for all tests.

A test starts a program of its own, so this was a quarter of the time that tests of screens take. What is worked out
stays the same: a sheet gives the same rules with the same colours, nodes of the same names and states in the same place
are under the same of them, and a style that is already so needs no setting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import textual._callback
import textual.css.stylesheet
from textual.css import parse, tokenize
from textual.css.model import RuleSet, SelectorType
from textual.css.stylesheet import Stylesheet
from textual.design import ColorSystem
from textual.reactive import Reactive

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

    from textual.css.styles import RulesMap
    from textual.css.tokenizer import Token
    from textual.css.types import CSSLocation
    from textual.dom import DOMNode

    Colours = dict[str, list[Token]]

_replace, _count = Stylesheet.replace_rules, textual._callback._count_parameters
_apply, _get = Stylesheet.apply, Reactive.__get__
_generate = ColorSystem._generate
_shades: dict[str, dict[str, str]] = {}
_colours: dict[frozenset[tuple[str, str]], Colours] = {}
_rules: dict[tuple[Any, ...], list[RuleSet]] = {}
_counts: dict[tuple[type, CodeType | str], int] = {}
_sheets: dict[tuple[int, ...], Sheet] = {}
_said: dict[DOMNode, RulesMap] = {}
_settled: dict[int, RulesMap] = {}


class Candidates(NamedTuple):
    """The rules that a node of these names may be under, and what they ask of it and of the nodes around it.

    Attributes:
        asked: The states of the node that any of them names.
        around: Those of nodes above it.
        flags: What a node is told of all of them.
        found: By the path of nodes in their states what it comes to; None where it comes to nothing.
    """

    asked: tuple[str, ...]
    around: tuple[str, ...]
    flags: tuple[bool, bool, bool, bool]
    found: dict[tuple[Any, ...], RulesMap | None]


class Sheet(NamedTuple):
    """All rules of a program, as far as its screens have been read, and what they come to."""

    rules: list[RuleSet]
    ids: frozenset[str]
    classes: frozenset[str]
    of: dict[frozenset[str], Candidates]


ORDER = {"first-of-type", "last-of-type", "first-child", "last-child", "empty"}
ODD = {"odd", "even"}


def work_out_once() -> None:
    """From now on, for all tests of this process."""
    RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]  # the same number, without a call of Python's
    sheets: Any = textual.css.stylesheet
    sheets.tokenize_values, sheets.parse = _colours_of, _rules_of
    Stylesheet.apply = _applied  # type: ignore[method-assign, assignment]
    Stylesheet.replace_rules = classmethod(_set_where_different)  # type: ignore[method-assign, assignment]
    textual._callback._count_parameters = _counted
    Reactive.__get__ = _value_of  # type: ignore[method-assign, assignment]
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


def _applied(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, **cache: Any) -> None:
    """As Textual, which tries each rule on each node: here once for all nodes that no rule tells apart."""
    known = _known(sheet)
    names = frozenset(node._selector_names)
    candidates = known.of.get(names)
    if candidates is None:
        candidates = known.of[names] = _candidates(sheet, node)
    *around, _ = node.css_path_nodes
    place = (*(_as_seen(one, known, candidates.around) for one in around), _as_seen(node, known, candidates.asked))
    if place not in candidates.found:
        _apply(sheet, node, animate=animate, **cache)
        candidates.found[place] = _said.pop(node, None)
        return
    node._has_hover_style, node._has_focus_within, node._has_order_style, node._has_odd_or_even = candidates.flags
    rules = candidates.found[place]
    if rules is not None:
        sheet.replace_rules(node, rules, animate=animate)
        _said.pop(node)
    sheet._process_component_classes(node)


def _known(sheet: Stylesheet) -> Sheet:
    """One for all sheets that are made of the same rules; a sheet remembers its own while it is not read anew."""
    of: Any = sheet
    rules_map = sheet.rules_map
    if getattr(of, "once", (None,))[0] is not rules_map:
        rules = sheet.rules
        key = tuple(map(id, rules))
        if key not in _sheets:
            selectors = [one for rule in rules for chosen in rule.selector_set for one in chosen.selectors]
            ids, classes = (
                frozenset(one.name for one in selectors if one.type is kind)
                for kind in (SelectorType.ID, SelectorType.CLASS)
            )
            _sheets[key] = Sheet(list(rules), ids, classes, {})
        of.once = rules_map, _sheets[key]
    known: Sheet = of.once[1]
    return known


def _candidates(sheet: Stylesheet, node: DOMNode) -> Candidates:
    rules = [rule for name in sheet.rules_map.keys() & node._selector_names for rule in sheet.rules_map[name]]
    asked: set[str] = set().union(*(rule.pseudo_classes for rule in rules))
    above = (one for rule in rules for chosen in rule.selector_set for one in chosen.selectors[:-1])
    around: set[str] = set().union(*(one.pseudo_classes for one in above))
    flags = ("hover" in asked, "focus-within" in asked, not asked.isdisjoint(ORDER), not asked.isdisjoint(ODD))
    return Candidates(tuple(asked), tuple(around), flags, {})


def _as_seen(node: Any, known: Sheet, asked: tuple[str, ...]) -> tuple[Any, ...]:
    name = node._id if node._id in known.ids else None
    states = node._PSEUDO_CLASSES
    said = tuple([state in states and states[state](node) for state in asked]) if asked else ()
    return (type(node), name, known.classes & node._classes, said)


def _set_where_different(_: type[Stylesheet], node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
    """A node that is new and not shown yet has nobody to tell what it came to."""
    _said[node] = rules
    base = node.styles.base
    settled = _settled.get(id(rules))
    if animate or settled is None:
        _replace(node, rules, animate)
    elif base._rules == settled:
        node.notify_style_update()
    elif base._rules or node._is_mounted:
        _replace(node, rules, animate)
    else:
        base._rules.update(settled)
        base._updates += 1
        node.notify_style_update()
    if settled is None and not animate:
        _settled[id(rules)] = base._rules.copy()


def _counted(func: Callable[..., Any]) -> int:
    """Of a function that is made anew each time, by its code; of one of C's, by what it says of itself."""
    said = getattr(func, "__code__", None) or getattr(func, "__text_signature__", None)
    if said is None or hasattr(func, "__wrapped__"):
        return _count(func)
    key = (type(func), said)
    if key not in _counts:
        _counts[key] = _count(func)
    return _counts[key]


def _value_of(reactive: Reactive[Any], node: Any, kind: type[Any]) -> Any:
    """What was said and is not computed is looked up, and not asked for three times before."""
    if node is not None and reactive.internal_name in vars(node) and not hasattr(kind, reactive.compute_name):
        return vars(node)[reactive.internal_name]
    return _get(reactive, node, kind)
