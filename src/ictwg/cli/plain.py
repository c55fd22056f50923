"""Reading the command lines that nobody could misread, without argparse, whose import costs as much as a listing.

A command declares its options once, with the calls that argparse has. What is spelled out in full, and complete, is
read here; whatever asks for help, is missing, misspelled or looks like an option where a value stands goes to argparse,
which has the words for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, Protocol

    class Declared(Protocol):
        """What options are declared to, in argparse's terms.

        `help` and `title` are message ids, or give the text; `metavar` is what stands for a value, or gives it.
        """

        def add_argument(self, *flags: str, **said: Any) -> Any: ...
        def add_argument_group(self, title: str, /) -> Declared: ...


class Given:
    """What was given on the command line, by name."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...


class Option:
    """One declared option or positional word, in argparse's terms."""

    __slots__ = ("action", "choices", "const", "default", "dest", "nargs", "required", "type")

    def __init__(
        self,
        *flags: str,
        action: str = "store",
        dest: str = "",
        default: Any = None,
        const: Any = None,
        type: Callable[[str], Any] | None = None,
        choices: Sequence[str] | None = None,
        nargs: str | None = None,
        required: bool = False,
        **_told_in_the_help: Any,
    ) -> None:
        switch = action == "store_true"
        self.dest = dest or flags[0].lstrip("-").replace("-", "_")
        self.action = action
        self.default = False if switch and default is None else default
        self.const = True if switch else const
        self.type = type
        self.choices = choices
        self.nargs = nargs
        self.required = required

    @property
    def alone(self) -> bool:
        """Whether no value follows it."""
        return self.action in ("store_true", "store_const")

    def take(self, given: Given, text: str) -> bool:
        """Puts a value in; False where it does not plainly fit."""
        if self.type is int:
            if not (text.isascii() and text.isdigit()):
                return False
            setattr(given, self.dest, int(text))
        elif self.choices is not None and text not in self.choices:
            return False
        elif self.action == "append":
            setattr(given, self.dest, [*(getattr(given, self.dest) or ()), text])
        else:
            setattr(given, self.dest, text)
        return True


class PlainParser:
    """Args are declared to it as to `argparse.ArgumentParser`."""

    def __init__(self) -> None:
        self._options: dict[str, Option] = {}
        self._words: list[Option] = []

    def add_argument(self, *flags: str, **said: Any) -> None:
        option = Option(*flags, **said)
        if flags[0].startswith("-"):
            self._options.update(dict.fromkeys(flags, option))
        else:
            self._words.append(option)

    def add_argument_group(self, title: str) -> PlainParser:  # noqa: ARG002 - argparse's signature
        """Groups are for the help."""
        return self

    def read(self, words: Sequence[str]) -> Given | None:
        """What was given; None where argparse must look."""
        given = Given()
        for option in (*self._options.values(), *self._words):
            setattr(given, option.dest, option.default)
        seen: set[Option] = set()
        plain: list[str] = []
        rest = iter(words)
        for word in rest:
            if not word.startswith("-"):
                plain.append(word)
                continue
            flag, equals, text = word.partition("=")
            named = self._options.get(flag)
            if named is None or not _taken(named, given, text if equals else None, rest):
                return None
            seen.add(named)
        missing = any(option.required and option not in seen for option in self._options.values())
        return None if missing or not self._place(given, plain) else given

    def _place(self, given: Given, words: list[str]) -> bool:
        """The positional words, in order; the last may take several."""
        left = words
        for option in self._words:
            if option.nargs in ("+", "*"):
                if not left and option.nargs == "+":
                    return False
                setattr(given, option.dest, left)
                left = []
            elif left:
                if not option.take(given, left[0]):
                    return False
                left = left[1:]
            elif option.nargs != "?":
                return False
        return not left


def _taken(option: Option, given: Given, text: str | None, rest: Iterator[str]) -> bool:
    if option.alone:
        setattr(given, option.dest, option.const)
        return text is None
    if text is None:
        text = next(rest, "-")
        if text.startswith("-"):
            return False
    return option.take(given, text)
