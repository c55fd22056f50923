"""The kinds of field that records are declared with."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from ictwg.domain.schema import Field, Raw, ReadingContext, Record, Setting
from ictwg.domain.text import clean, fold, snake_case
from ictwg.domain.values import DueWord, Looks, YesNo
from ictwg.errors import InvalidValueError
from ictwg.locales import LANGUAGES, t

E = TypeVar("E", bound="StrEnum")
T = TypeVar("T")


class Line(Field[str]):
    """One line of text."""

    kind = "line"
    multiline = False

    def encode(self, value: str) -> Raw:
        return clean(value, multiline=self.multiline) or None

    def decode(self, raw: Raw) -> str:
        return raw if type(raw) is str else (self.default or "")

    def parse(self, text: str, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return clean(text, multiline=self.multiline)


class Language(Line):
    """A language: kept by its code where the program speaks it, else as people write it."""

    def parse(self, text: str, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        said = clean(text)
        return next((code for code in LANGUAGES if fold(said) in (code, fold(t(f"ui.language_{code}")))), said)

    def show(self, value: str, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return t(f"ui.language_{value}") if value in LANGUAGES else value


TEXT_KINDS = frozenset({"line", "text", "words"})
"""The kinds of fields that hold what people wrote."""


class Text(Line):
    """Text of any length, in markdown."""

    kind = "text"
    multiline = True


class Formula(Text):
    """A phrase of the group with places, as `[day]`, into which goes what is known of a meeting."""

    PLACES = ("day", "month", "year", "start", "end", "number", "group", "venue", "chair", "secretary")

    def parse(self, text: str, context: ReadingContext) -> str:
        """
        Raises:
            InvalidValueError: It has a place of another name.
        """
        said = super().parse(text, context)
        places = tuple(f"[{name}]" for name in self.PLACES)
        if strange := [place for place in re.findall(r"\[[^\[\]]*\]", said) if place not in places]:
            raise invalid(self, "errors.no_place", "errors.no_place.hint", place=strange[0], places=", ".join(places))
        return said


class Reason(Line):
    """Why something was done, in at least a word."""

    def parse(self, text: str, context: ReadingContext | None = None) -> str:  # noqa: ARG002 - the shared signature
        """
        Raises:
            InvalidValueError: It has hardly a letter.
        """
        said = clean(text)
        if sum(map(str.isalpha, said)) < A_WORD:
            raise invalid(self, "errors.no_reason", "errors.no_reason.hint")
        return said


A_WORD = 3
"""Letters of a reason that says something."""


class District(Line):
    """A district of the group's country, by its usual spelling."""

    def parse(self, text: str, context: ReadingContext) -> str:
        return context.district(clean(text))


class FilePath(Line):
    """A file in the shared folder, by its path from there; whoever types it may name it whole."""

    def parse(self, text: str, context: ReadingContext) -> str:
        return context.file(clean(text))


class Recurrence(Line):
    """How often something comes again, as a rule of RFC 5545 §3.3.10; typed and shown in words."""

    def parse(self, text: str, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        from ictwg.domain.recurrence import parse_recurrence

        return parse_recurrence(clean(text))

    def show(self, value: str, context: ReadingContext) -> str:
        from ictwg.domain.recurrence import say_recurrence

        try:
            return say_recurrence(value, context.language) if value else ""
        except InvalidValueError:  # written by something else: shown as it stands
            return value

    def form_text(self, value: str, context: ReadingContext) -> str:
        said = self.show(value, context)
        try:
            return said if self.parse(said, context) == value else value
        except InvalidValueError:
            return value


class NameText(Line):
    """Somebody, in words; "me" is the person who types."""

    def parse(self, text: str, context: ReadingContext) -> str:
        return context.me if context.me and is_me(text) else super().parse(text, context)


class PlaceText(Line):
    """Somewhere, in words."""


def is_me(text: str) -> bool:
    """Whether the person who types means themselves."""
    return fold(text.strip()) == fold(t("tasks.me"))


class _ClosedList(Field[T], Generic[T, E]):
    """One of a closed list of words, each with its label."""

    kind = "choice"

    def __init__(self, choices: type[E], **options: Any) -> None:
        super().__init__(**options)
        self.choices = choices

    def decode(self, raw: Raw) -> T:
        try:
            return cast("T", self.default if raw is None else self.choices(cast("str", raw)))
        except ValueError:
            return cast("T", self.default)

    def reads(self, raw: Raw) -> bool:
        return type(raw) is str and any(raw == choice for choice in self.choices)

    def expected(self) -> str:
        return t("errors.expects.choice", choices=", ".join(str(choice) for choice in self.choices))

    def label(self, value: str) -> str:
        return t(f"choices.{choice_area(self.choices)}.{value}")

    def show(self, value: T, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return "" if value is None else self.label(str(value))

    def _meant(self, text: str) -> E:
        """The choice, by its word or its label.

        Raises:
            InvalidValueError: None is called so.
        """
        wanted = _plain(text.strip())
        for choice in self.choices:
            if wanted in (str(choice), _plain(self.label(choice))):
                return choice
        listed = ", ".join(str(choice) for choice in self.choices)
        raise invalid(self, "errors.not_a_choice", "errors.not_a_choice.hint", value=text, choices=listed)


def _plain(label: str) -> str:
    return label.casefold().replace(" ", "_").replace("-", "_")


class Choice(_ClosedList[E, E]):
    """One of a closed list; a value that this version does not know is shown as it stands and kept."""

    def __init__(self, choices: type[E], *, default: E, **options: Any) -> None:
        super().__init__(choices, default=default, **options)

    def parse(self, text: str, context: ReadingContext) -> E:  # noqa: ARG002 - the shared signature
        return self._meant(text)


class MaybeChoice(_ClosedList["E | None", E]):
    """One of a closed list, or nothing."""

    def parse(self, text: str, context: ReadingContext) -> E | None:  # noqa: ARG002 - the shared signature
        return self._meant(text) if text.strip() else None


class Choices(_ClosedList["tuple[E, ...]", E]):
    """Several of a closed list; values that this version does not know are kept, and not shown."""

    kind = "words"
    is_set = True

    def of(self, record: Record) -> tuple[E, ...]:
        return self.decoded(record.row.elements(self.name))

    def encode(self, value: tuple[E, ...]) -> tuple[str, ...]:
        return tuple(sorted({str(one) for one in value}))

    def decode(self, raw: Raw) -> tuple[E, ...]:
        return self.decoded((raw,))

    def decoded(self, raw: tuple[Raw, ...]) -> tuple[E, ...]:
        """In the order of the list."""
        return tuple(choice for choice in self.choices if str(choice) in raw)

    def parse(self, text: str, context: ReadingContext) -> tuple[E, ...]:  # noqa: ARG002 - the shared signature
        named = (name.strip() for name in text.replace(";", ",").split(","))
        meant = {self._meant(name) for name in named if name}
        return tuple(choice for choice in self.choices if choice in meant)

    def type_text(self, value: tuple[E, ...], context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return ", ".join(value)

    def show(self, value: tuple[E, ...], context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return ", ".join(map(self.label, value))

    form_text = show


NUMBER_MAX = 999_999
"""Days, minutes, votes and numbers of meetings stay far below; so many days from now there is still a date."""

LONGEST = 15

_DIGITS = r"(\d+|\d{1,3}(?:[ .,'’]\d{3})+)"
"""Digits as typed, perhaps in groups of three."""

_COUNTED = re.compile(rf"{_DIGITS} ?(\D*?)\.?", re.ASCII)
_MONEY = re.compile(rf"{_DIGITS}(?:[.,](\d\d))?")
_STORED_MONEY = re.compile(r"\d{1,15}(\.\d\d)?")

BELOW = 5
"""From so many people on a number is shown to others than the secretariat (DOMAIN.md §4, Small numbers)."""


def is_small(count: object) -> bool:
    return isinstance(count, int) and 0 < count < BELOW


AT_RISK = "people_at_risk"
"""The mark of a record with figures: whether people at risk may be among them."""


def may_be_at_risk(record: Record) -> bool:
    """Nobody answered, or one of two answers that nobody has decided between is yes."""
    return {record.row.get(AT_RISK), *record.row.rivals(AT_RISK)} != {YesNo.NO}


class Number(Field["int | None"]):
    """A whole number, not negative: `1200`, `1,200`, `1.200`; the unit that it counts may be typed behind it.

    Args:
        people: Of which records, as the group is, it counts people: others than the secretariat read no small one.
        ours: Of which records it is the secretariat's alone.
    """

    kind = "number"

    def __init__(
        self,
        *,
        units: tuple[str, ...] = (),
        most: int = NUMBER_MAX,
        people: Callable[[Any, Any], bool] | None = None,
        ours: Callable[[Any], bool] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.people = people
        self.ours = ours
        self._units = units
        self._most = most

    def encode(self, value: int | None) -> Raw:
        return value

    def decode(self, raw: Raw) -> int | None:
        return cast("int", raw) if self.reads(raw) else self.default

    def reads(self, raw: Raw) -> bool:
        return type(raw) is int and 0 <= raw <= self._most

    def parse(self, text: str, context: ReadingContext) -> int | None:  # noqa: ARG002 - the shared signature
        typed = " ".join(text.split())
        if not typed:
            return None
        found = _COUNTED.fullmatch(typed)
        if found is not None and found[2].casefold() in ("", *self._units):
            count = int(re.sub(r"\D", "", found[1]).lstrip("0")[:LONGEST] or "0")
            if count <= self._most:
                return count
        raise invalid(self, "errors.not_a_number", "errors.not_a_number.hint", value=text)


class Money(Field["Decimal | None"]):
    """An amount in whole units, with cents only where they were typed: `12000`, `12,000.50`, `12.000,50`."""

    kind = "money"

    def decode(self, raw: Raw) -> Decimal | None:
        return Decimal(cast("str", raw)) if self.reads(raw) else None

    def reads(self, raw: Raw) -> bool:
        return type(raw) is str and _STORED_MONEY.fullmatch(raw) is not None

    def parse(self, text: str, context: ReadingContext) -> Decimal | None:  # noqa: ARG002 - the shared signature
        typed = " ".join(text.split())
        found = _MONEY.fullmatch(typed)
        if not typed:
            return None
        if found is None or len(units := re.sub(r"\D", "", found[1])) > LONGEST:
            raise invalid(self, "errors.not_an_amount", "errors.not_an_amount.hint", value=text)
        return Decimal(f"{int(units)}.{found[2]}" if found[2] else int(units))

    def show(self, value: Decimal | None, context: ReadingContext) -> str:
        return "" if value is None else money_text(value, context.language)


def money_text(value: Decimal, lang: str, *, cents: bool = False) -> str:
    """`12,000.50`; in languages that write it so, `12.000,50`; `12,000` without cents, where none beside it has any."""
    text = f"{value:,.2f}" if cents or has_cents(value) else f"{value:,.0f}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))


def has_cents(value: object) -> bool:
    return isinstance(value, Decimal) and value % 1 != 0


class Flag(Field[bool]):
    """Yes or no."""

    kind = "flag"

    def encode(self, value: bool) -> Raw:  # noqa: FBT001 - a value of a record
        return value

    def decode(self, raw: Raw) -> bool:
        return raw if isinstance(raw, bool) else bool(self.default)

    def reads(self, raw: Raw) -> bool:
        return isinstance(raw, bool)

    def parse(self, text: str, context: ReadingContext) -> bool:  # noqa: ARG002 - the shared signature
        typed = text.strip().casefold()
        if typed in {"yes", "true", "1", "x", "on", t("choices.flag.yes").casefold()}:
            return True
        if typed in {"", "no", "false", "0", "off", t("choices.flag.no").casefold()}:
            return False
        raise invalid(self, "errors.not_yes_or_no", "errors.not_yes_or_no.hint", value=text)

    def type_text(self, value: bool, context: ReadingContext) -> str:  # noqa: ARG002, FBT001 - the shared signature
        return "yes" if value else "no"

    def show(self, value: bool, context: ReadingContext) -> str:  # noqa: ARG002, FBT001 - the shared signature
        return t("choices.flag.yes") if value else t("choices.flag.no")


class OrderKey(Field[str]):
    """A place among siblings (`ictwg.domain.order`); kept by the program."""

    kind = "position"

    def __init__(self) -> None:
        super().__init__(hidden=True)

    def decode(self, raw: Raw) -> str:
        return raw if type(raw) is str else ""


class Linking(Field[T]):
    """Ids of other records.

    Args:
        loose: What it names may be gone, or name it back: nothing is broken by that.
        mutual: What it names shows this record too.
    """

    def __init__(
        self, target: Callable[[], type[Record]], *, loose: bool = False, mutual: bool = False, **options: Any
    ) -> None:
        super().__init__(**options)
        self.target = target
        self.loose = loose
        self.mutual = mutual


class Link(Linking["str | None"]):
    """The id of another record."""

    kind = "link"

    def encode(self, value: str | None) -> Raw:
        return value or None

    def decode(self, raw: Raw) -> str | None:
        return raw if type(raw) is str else None

    def parse(self, text: str, context: ReadingContext) -> str | None:
        return context.find(self.target(), text) if text.strip() else None

    def type_text(self, value: str | None, context: ReadingContext) -> str:
        return "" if value is None else context.name(self.target(), value)


class Words(Field["tuple[str, ...]"]):
    """A set of words or short texts."""

    kind = "words"
    is_set = True

    def of(self, record: Record) -> tuple[str, ...]:
        return record.row.elements(self.name)

    def encode(self, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({clean(word) for word in value} - {""}))

    def decode(self, raw: Raw) -> tuple[str, ...]:
        return (raw,) if type(raw) is str else ()

    def parse(self, text: str, context: ReadingContext) -> tuple[str, ...]:  # noqa: ARG002 - the shared signature
        return self.encode(tuple(text.replace(";", ",").split(",")))

    def type_text(self, value: tuple[str, ...], context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return ", ".join(value)


class Links(Linking["tuple[str, ...]"], Words):
    """A set of ids of other records."""

    kind = "links"

    def parse(self, text: str, context: ReadingContext) -> tuple[str, ...]:
        named = [name.strip() for name in text.replace(";", ",").split(",")]
        return self.encode(tuple(context.find(self.target(), name) for name in named if name))

    def type_text(self, value: tuple[str, ...], context: ReadingContext) -> str:
        return ", ".join(context.name(self.target(), id) for id in context.in_order(self.target(), value))


class Districts(Words):
    """Districts of the group's country, by their usual spellings."""

    def parse(self, text: str, context: ReadingContext) -> tuple[str, ...]:
        return self.encode(tuple(context.district(clean(one)) for one in super().parse(text, context)))


def choice_area(choices: type[StrEnum]) -> str:
    """`ActionStatus` → `action_status`: where its labels stand in the catalogue."""
    return snake_case(choices.__name__)


def invalid(field: Field[Any], message: str, hint: str, **values: str) -> InvalidValueError:
    label = t(field.label_id)
    return InvalidValueError(t(message, field=label, **values), t(hint, field=label, **values), field=field.name)


def settings_of(record: type[Record], values: dict[str, str], context: ReadingContext) -> tuple[Setting, ...]:
    """The settings for typed values by field name.

    Raises:
        InvalidValueError: For the first value that does not fit.
    """
    typed = ((record.field(name), text) for name, text in values.items())
    return tuple(field(field.parse(text, context)) for field, text in typed if field is not None)


YEARS = range(1000, 3000)
"""A day of any other year is a slip, and reckoning from it may lead out of the calendar."""


class _Moment(Field[T]):
    """A day, an hour or both, as ISO writes it."""

    def reads(self, raw: Raw) -> bool:
        return self.decode(raw) is not None

    def type_text(self, value: T, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        return str(self.encode(value) or "")


class Day(_Moment["date | None"]):
    """A day of the group's calendar, ISO in the file.

    `looks` says which one is meant where it is typed without its year; one that looks back says what has happened, and
    is never after today.
    """

    kind = "date"

    def __init__(self, *, looks: Looks = Looks.AHEAD, **options: Any) -> None:
        super().__init__(**options)
        self.looks = looks

    def decode(self, raw: Raw) -> date | None:
        return _day(raw)

    def parse(self, text: str, context: ReadingContext) -> date | None:
        due: date | DueWord | None
        try:
            due = _due(self, text, context, self.looks)
        except InvalidValueError as error:
            due = self._of_period(text)
            if due is None:
                in_span = self in self.record.SPAN
                general = {t("when.hint"), *([t("when.only_a_month.hint", text=text.strip())] if in_span else [])}
                if error.hint in general:
                    error.hint = t("when.hint_of_periods" if in_span else "when.hint_of_days")
                raise
        if isinstance(due, date) and self.looks is Looks.BACK and due > context.today:
            raise invalid(self, "errors.day_ahead", "errors.day_ahead.hint", day=self.show(due, context))
        if due is None or (isinstance(due, date) and due.year in YEARS):
            return due
        raise invalid(self, "errors.not_a_day", "errors.not_a_day.hint", value=text)

    def _of_period(self, text: str) -> date | None:
        """The first or the last day of a period that is typed for the beginning or the end of something."""
        from ictwg.domain.typed_periods import first_and_last

        days, span = first_and_last(text), self.record.SPAN
        return days[span.index(self)] if days is not None and self in span else None

    def show(self, value: date | None, context: ReadingContext) -> str:
        if value is None:
            return ""
        from ictwg.domain.calendar import say_date

        return say_date(value, context.language)


class DueDate(_Moment["date | DueWord | None"]):
    """When something is due: a day, the next meeting, ongoing, or open."""

    kind = "due"

    def decode(self, raw: Raw) -> date | DueWord | None:
        if raw in (DueWord.NEXT_MEETING, DueWord.ONGOING):
            return DueWord(raw)
        return _day(raw)

    def parse(self, text: str, context: ReadingContext) -> date | DueWord | None:
        stored = self.decode(text.strip())
        return stored if stored is not None else _due(self, text, context, Looks.AHEAD)

    def show(self, value: date | DueWord | None, context: ReadingContext) -> str:
        if value is None:
            return ""
        from ictwg.domain.calendar import say_date

        return say_date(value, context.language) if isinstance(value, date) else t(f"choices.due.{value}")


class TimeOfDay(_Moment["time | None"]):
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

    def parse(self, text: str, context: ReadingContext) -> time | None:  # noqa: ARG002 - the shared signature
        typed = text.strip().lower().replace("h", ":").replace(".", ":")
        if not typed:
            return None
        hours, _, minutes = typed.partition(":")
        try:
            return time(int(hours), int(minutes or 0))
        except ValueError:
            raise invalid(self, "errors.not_a_time", "errors.not_a_time.hint", value=text) from None


class Stamp(_Moment["datetime | None"]):
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
