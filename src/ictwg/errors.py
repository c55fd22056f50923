"""Everything that can go wrong, as one tree.

    IctwgError                 exit 1   something a person must know, with a way to mend it
    ├── UsageError             exit 2   the command's words are off
    │   └── NoFileError        exit 2   no shared file is known
    ├── NotFoundError          exit 3   no record answers to that reference or name
    │   └── AmbiguousError     exit 3   several do; the hint lists them
    ├── InvalidValueError      exit 4   a field does not take that value (carries the field)
    │   └── ThereAlreadyError  exit 4   one of that name is there already; whoever adds it may mean another
    ├── NotReadyError          exit 5   the shared file cannot be read now (empty, half-synced, damaged)
    │   ├── TooNewError        exit 5   it was written by a newer program that asks for one
    │   └── AskFirstError      exit 5   a person has to say first what is to become of something
    ├── LockedError            exit 5   it is encrypted, and the passphrase is missing or another one
    ├── FolderError            exit 1   the shared folder does not answer, or takes nothing
    ├── BusyError              exit 1   another program of this computer is at the group's files
    ├── UnboundError           exit 1   the group's file is at another path than before: --moved or --separate
    ├── GivenUpError           exit 1   a person has stopped it; nothing is half done
    ├── StorageError           exit 6   this computer could not save or read (disk full, no permission)
    └── CrashError             exit 70  the program itself failed; the report lies on this computer

Raised low with facts, caught once in `cli.main` and once in the app. A message says what happened and to which
thing; the hint says what to do.
"""

from __future__ import annotations


class IctwgError(Exception):
    exit_code = 1

    def __init__(self, message: str, hint: str = "", *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.field = field


class UsageError(IctwgError):
    exit_code = 2


class NoFileError(UsageError):
    pass


class NotFoundError(IctwgError):
    exit_code = 3


class AmbiguousError(NotFoundError):
    pass


class InvalidValueError(IctwgError):
    exit_code = 4


class ThereAlreadyError(InvalidValueError):
    pass


class NotReadyError(IctwgError):
    exit_code = 5


class TooNewError(NotReadyError):
    pass


class AskFirstError(NotReadyError):
    """Nothing may go over the file, and nothing comes in, until a person has answered.

    `unsealed` is how many rows it is about that nobody of an encrypted group has encrypted.
    """

    def __init__(self, message: str, hint: str = "", *, unsealed: int = 0) -> None:
        super().__init__(message, hint)
        self.unsealed = unsealed


class LockedError(IctwgError):
    """Nothing is wrong with the file, so nothing may ever go over it."""

    exit_code = 5


class FolderError(IctwgError):
    """`answers` says whether the folder can be read, so that only writing is refused."""

    def __init__(self, message: str, hint: str, *, answers: bool = False) -> None:
        super().__init__(message, hint)
        self.answers = answers


class BusyError(IctwgError):
    pass


class UnboundError(IctwgError):
    """`known` is where this computer knows the group's file."""

    def __init__(self, message: str, hint: str = "", *, known: str = "") -> None:
        super().__init__(message, hint)
        self.known = known


class GivenUpError(IctwgError):
    pass


class StorageError(IctwgError):
    exit_code = 6


class UnavailableError(IctwgError):
    """What this needs is not installed on this computer."""


class CrashError(IctwgError):
    exit_code = 70
