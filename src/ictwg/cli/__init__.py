"""The commands. Standard output is data, standard error is narration.

A command is a function below `@command(…)`, which declares its options and how the group's file is opened for it. A new
one is that function, a line `"NAME": "module:function"` in `parsing.COMMANDS`, and its messages in `locales`:
`cli.NAME.does`, `cli.NAME.examples`, and `cli.NAME.OPTION` for each option.

Only the module of the command that runs is imported, and nothing of Textual but for the program itself: a listing
answers in the time of a keystroke. So a module holds commands that need about the same modules, which it imports at its
top; an import inside a function spares a daily command what it rarely needs.

Exit codes: 0 fine, 1 problem found, 2 usage, 3 no such record, 4 a value that does not fit, 5 the shared file cannot
be read now, 6 this computer could not save or read, 70 the program itself failed.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from ictwg import __version__
from ictwg.cli.output import json_text, narrate, put
from ictwg.cli.parsing import COMMANDS, command_of, first_word, nearest_command, overview, parse
from ictwg.errors import IctwgError, StorageError, UsageError
from ictwg.locales import name_usual_keys, t

INTERRUPTED = 130
PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command, or the program where none is named; returns the exit code.

    Without `argv` it is the process that was asked, and it ends here where nothing else runs in it.
    """
    if argv is not None:
        return _answer(list(argv))
    # A process that was started without an output has None there: what it would say goes nowhere
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open till the end
    code = _answer(sys.argv[1:])
    if "threading" not in sys.modules:
        _leave(code)
    return code


def _leave(code: int) -> NoReturn:
    """Ends the process as it stands: to take its memory apart first takes a tenth of the time of a listing."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass  # interrupted, and nobody listens any more: the exit code says the first
    os._exit(code)


def _answer(words: list[str]) -> int:
    """The exit code, once everything is written out."""
    try:
        return _said(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        _say_no_more()
        return PIPE_CLOSED
    except OSError as error:
        return _explain(_refused(error), as_json="--json" in words)
    except Exception as error:  # noqa: BLE001 - an error of ours is told like any other, and never ends with 0
        from ictwg.cli.crash import reported

        return _explain(reported(error), as_json="--json" in words)


def _refused(error: OSError) -> IctwgError:
    """What the system refuses: the file that it names, or else our output."""
    reason = error.strerror or str(error)
    if error.filename is not None:
        return StorageError(t("cli.refused", path=error.filename, reason=reason), t("cli.refused.hint"))
    _say_no_more()
    return IctwgError(t("cli.not_written", reason=reason))


def _said(words: list[str]) -> int:
    try:
        code = _run(words)
    except IctwgError as error:
        code = _explain(error, as_json="--json" in words)
    sys.stdout.flush()
    return code


def _say_no_more() -> None:
    """Python would try once more at exit to write what is left, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    name = _command(words)
    if name == "help":  # `ictwg help add action` is `ictwg add action --help`
        words = [word for word in words if word != "help"] + ["--help"]
        name = _command(words)
    if name is None and any(word in ("-h", "--help") for word in words):
        put(overview() + "\n")
        return 0
    if name is None and "--version" in words:
        put(f"ictwg {__version__}\n")
        return 0
    # A command ends before garbage matters, and collecting costs a large import half its time; the program itself
    # collects again after its first frame.
    gc.disable()

    args = parse(name or "", words)
    return command_of(name or "").carry_out(args)


def _usual_key(id: str) -> str:
    """`Ctrl+P`, of a key that a command tells of; see `ui.keys`, which would load the whole interface."""
    from ictwg.ui.key_table import TABLE

    keys = next((key.keys for key in TABLE if key.id == id), id)
    return "+".join(part.capitalize() for part in keys.partition(",")[0].split("+"))


name_usual_keys(_usual_key)


def _command(words: list[str]) -> str | None:
    """The command that is named; None where none is.

    Raises:
        UsageError: There is no such command.
    """
    at = first_word(words)
    if at is None:
        return None
    if words[at] not in COMMANDS:
        raise UsageError(t("cli.unknown", word=words[at]), nearest_command(words[at]))
    return words[at]


def _explain(error: IctwgError, *, as_json: bool) -> int:
    if as_json:
        found = {"error": error.message, "hint": error.hint, "field": error.field or None}
        narrate(json_text(found))
    else:
        narrate(t("cli.error", message=error.message))
        if error.hint:
            narrate(t("cli.hint", hint=error.hint))
    return error.exit_code
