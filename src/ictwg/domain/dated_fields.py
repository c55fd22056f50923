"""The kinds of field that hold a day, a time of day or a moment."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from ictwg.domain.fields import invalid
from ictwg.domain.schema import Field
from ictwg.domain.values import DueWord, Looks
from ictwg.errors import InvalidValueError
from ictwg.locales import t

if TYPE_CHECKING:
    from typing import Any

    from ictwg.domain.schema import Raw, ReadingContext


YEARS = range(1000, 3000)
"""A day of any other year is a slip, and reckoning from it may lead out of the calendar."""


class Day(Field["date | None"]):
    """A day of the group's calendar, ISO in the file.

    `looks` says which one is meant where it is typed without its year.
    """

    kind = "date"

    def __init__(self, *, looks: Looks = Looks.AHEAD, **options: Any) -> None:
        super().__init__(**options)
        self.looks = looks

    def encode(self, value: date | None) -> Raw:
        return None if value is None else value.isoformat()

    def decode(self, raw: Raw) -> date | None:
        return _day(raw)

    def reads(self, raw: Raw) -> bool:
        return _day(raw) is not None

    def parse(self, text: str, context: ReadingContext) -> date | None:
        try:
            due = _due(self, text, context, self.looks)
        except InvalidValueError as error:
            error.hint = t("when.hint_of_days") if error.hint == t("when.hint") else error.hint
            raise
        if due is None or (isinstance(due, date) and due.year in YEARS):
            return due
        raise invalid(self, "errors.not_a_day", "errors.not_a_day.hint", value=text)

    def type_text(self, value: date | None, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return "" if value is None else value.isoformat()

    def show(self, value: date | None, context: ReadingContext) -> str:
        if value is None:
            return ""
        from ictwg.domain.day_text import say_date

        return say_date(value, context.language)


class DueDate(Field["date | DueWord | None"]):
    """When something is due: a day, the next meeting, ongoing, or open."""

    kind = "due"

    def encode(self, value: date | DueWord | None) -> Raw:
        if value is None:
            return None
        return value.isoformat() if isinstance(value, date) else str(value)

    def decode(self, raw: Raw) -> date | DueWord | None:
        if raw in (DueWord.NEXT_MEETING, DueWord.ONGOING):
            return DueWord(raw)
        return _day(raw)

    def reads(self, raw: Raw) -> bool:
        return self.decode(raw) is not None

    def parse(self, text: str, context: ReadingContext) -> date | DueWord | None:
        stored = self.decode(text.strip())
        return stored if stored is not None else _due(self, text, context, Looks.AHEAD)

    def type_text(self, value: date | DueWord | None, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        raw = self.encode(value)
        return "" if raw is None else str(raw)

    def show(self, value: date | DueWord | None, context: ReadingContext) -> str:
        if value is None:
            return ""
        from ictwg.domain.day_text import say_date

        return say_date(value, context.language) if isinstance(value, date) else t(f"choices.due.{value}")


class TimeOfDay(Field["time | None"]):
    """A time of day, HH:MM."""

    kind = "time"

    def encode(self, value: time | None) -> Raw:
        return None if value is None else value.strftime("%H:%M")

    def decode(self, raw: Raw) -> time | None:
        try:
            found = time.fromisoformat(raw) if type(raw) is str else None
        except ValueError:
            return None
        return None if found is None or found.tzinfo is not None else found

    def reads(self, raw: Raw) -> bool:
        return self.decode(raw) is not None

    def parse(self, text: str, context: ReadingContext) -> time | None:  # noqa: ARG002 - the shared signature
        typed = text.strip().lower().replace("h", ":").replace(".", ":")
        if not typed:
            return None
        hours, _, minutes = typed.partition(":")
        try:
            return time(int(hours), int(minutes or 0))
        except ValueError:
            raise invalid(self, "errors.not_a_time", "errors.not_a_time.hint", value=text) from None

    def type_text(self, value: time | None, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return "" if value is None else value.strftime("%H:%M")


class Stamp(Field["datetime | None"]):
    """A moment, ISO in UTC; minted by the program."""

    kind = "stamp"

    def encode(self, value: datetime | None) -> Raw:
        return None if value is None else value.isoformat(timespec="seconds")

    def decode(self, raw: Raw) -> datetime | None:
        try:
            found = datetime.fromisoformat(raw) if type(raw) is str else None
        except ValueError:
            return None
        return None if found is None or found.tzinfo is None else found

    def reads(self, raw: Raw) -> bool:
        return self.decode(raw) is not None

    def type_text(self, value: datetime | None, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return "" if value is None else value.isoformat(timespec="seconds")


def _due(field: Field[Any], text: str, context: ReadingContext, looks: Looks) -> date | DueWord | None:
    if not text.strip():
        return None
    from ictwg.domain.when import parse_due

    try:
        return parse_due(text, context.today, looks=looks)
    except InvalidValueError as error:
        raise InvalidValueError(error.message, error.hint, field=field.name) from None


def _day(raw: Raw) -> date | None:
    try:
        found = date.fromisoformat(raw) if type(raw) is str and len(raw) == len("2010-02-12") else None
    except ValueError:
        return None
    return found if found is not None and found.year in YEARS else None
