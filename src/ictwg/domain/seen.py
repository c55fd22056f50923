"""The state of a group as one audience sees it: hidden records are absent from lists, links and counts.

Reads only. Whoever asks this in the place of the group's own state cannot tell, list or count what is hidden, because
it is never handed over; `ictwg.domain.access` decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from ictwg.domain.access import field_visible, is_on, kept_back, links_that_decide, visible
from ictwg.domain.fields import is_small
from ictwg.domain.records import Group, SignedInstrument
from ictwg.domain.schema import Field, R, Raw, Record, Row, targets
from ictwg.domain.state import Narrowing, RowOverAnother, State, StateOverlay
from ictwg.domain.values import Audience
from ictwg.domain.worked_out import PerVersion


def audience_for(state: State, organization: str | None, audience: Audience) -> Audience:
    """Whose eyes a paper, page or message is for that goes to one organization: it asks here, whoever makes it.

    Where members are to have signed an instrument, one that has not is told what everyone is told.
    """
    if audience is not Audience.MEMBERS or not organization or not is_on(state, Group.members_sign):
        return audience
    signed = state.linked(SignedInstrument, SignedInstrument.organization, organization)
    return audience if any(one.signed_on for one in signed) else Audience.EVERYONE


class AudienceView(StateOverlay):
    """The `State` of an audience.

    Args:
        cleared: Somebody has cleared it for them that numbers of people are whole.
    """

    def __init__(self, state: State, audience: Audience, *, cleared: bool = False) -> None:
        super().__init__(state)
        self.audience = audience
        self.cleared = cleared
        self._masks: dict[str, _Mask] = {}
        self._pointed_at: PerVersion[tuple[type[Record], str], bool] = PerVersion(state)
        """Which links lead to what is hidden: thousands of actions name one meeting."""
        self._deciding: dict[type[Record], tuple[Field[Any], ...] | None] = {}
        self._decided: PerVersion[tuple[str, ...], bool] = PerVersion(state)
        """Who may see it, or what hangs on these alone: ten reports are of one activity."""

    @property
    def tells_positions(self) -> bool:
        """Whether this audience may know who answered what, and so also who has not."""
        return self.audience is Audience.SECRETARIAT or is_on(self._state, Group.votes)

    @property
    def whole(self) -> State:
        """The group as it is."""
        return self._state

    def get(self, kind: type[R], id: str | None) -> R | None:
        found = self._state.get(kind, id)
        return self._shown(found) if found is not None and self._sees(found) else None

    def trashed(self, kind: type[R], id: str) -> None:
        """Nobody but the secretariat looks into the trash."""

    def left_of(self, id: str, name: str = "reference") -> str:  # noqa: ARG002 - likewise
        return ""

    def all(self, kind: type[R]) -> tuple[R, ...]:
        return self._those(self._state.all(kind))

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        return self._those(self._state.linked(kind, field, id)) if field_visible(field, self.audience) else ()

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        return self._those(self._state.by_reference(reference))

    def references(self, prefix: str) -> Iterable[str]:
        return (reference for reference in self._state.references(prefix) if self.by_reference(reference))

    def narrowed(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:
        return self._those(self._state.narrowed(kind, narrowing))

    def numbered(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:
        return (self._shown(record) for record in self._state.numbered(kind, narrowing) if self._sees(record))

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        return frozenset(one for one in self._state.carried_twice(references) if len(self.by_reference(one)) > 1)

    def points_at_hidden(self, kind: type[Record], id: object) -> bool:
        """Whether a link leads to a record that is there, but not for this audience."""

        def is_hidden() -> bool:
            found = self._state.get(kind, str(id))
            return found is not None and not self._sees(found)

        return self._pointed_at((kind, str(id)), is_hidden)

    def _sees(self, record: Record) -> bool:
        if self.audience is Audience.SECRETARIAT:
            return True
        kind = type(record)
        if kind not in self._deciding:
            self._deciding[kind] = links_that_decide(kind)
        links = self._deciding[kind]
        asked = [record.id] if links is None else ["/".join(targets(link, record)) for link in links]
        hangs_on = (kind.TABLE, *asked)
        return self._decided(hangs_on, lambda: visible(self._state, record, self.audience))

    def _those(self, records: Iterable[R]) -> tuple[R, ...]:
        return tuple(self._shown(record) for record in records if self._sees(record))

    def keeps_back(self, record: Record, field: Field[Any]) -> bool:
        """Whether this audience may not know what the record says there, where it may see the record itself."""
        return self._mask(type(record)).hides(record.row, field.name, record.row.get(field.name))

    def _shown(self, record: R) -> R:
        return type(record)(_SeenRow(record.row, self._mask(type(record))))

    def _mask(self, kind: type[Record]) -> _Mask:
        mask = self._masks.get(kind.TABLE)
        if mask is None:
            mask = self._masks[kind.TABLE] = _Mask(self, kind, self.audience)
        return mask


class _Mask:
    """What of a kind's fields is kept back: whole fields, and links to what is hidden."""

    def __init__(self, seen: AudienceView, kind: type[Record], audience: Audience) -> None:
        fields = {field.name: field for field in kind.fields()}
        self._seen = seen
        self.hidden = kept_back(seen.whole, kind, audience)
        whole = audience is Audience.SECRETARIAT or seen.cleared
        people = {} if whole else {n: getattr(f, "people", None) for n, f in fields.items()}
        self._people = {name: counts for name, counts in people.items() if counts is not None}
        ours = {} if audience is Audience.SECRETARIAT else {n: getattr(f, "ours", None) for n, f in fields.items()}
        self._ours = {name: which for name, which in ours.items() if which is not None}
        self._kind = kind
        self._targets = {name: field.target for name, field in fields.items() if hasattr(field, "target")}
        flags = {} if audience is Audience.SECRETARIAT else {n: f.kept_if for n, f in fields.items()}
        self._flags = {name: flag for name, flag in flags.items() if flag is not None}

    def keeps(self, row: Row, name: str, value: Raw) -> bool:
        """Whether this value of the field is kept back, or leads to what is."""
        target = self._targets.get(name)
        leads = bool(value and target and self._seen.points_at_hidden(target(), value))
        return self.hides(row, name, value) or leads

    def hides(self, row: Row, name: str, value: Raw) -> bool:
        """Whether this value of the field is kept back."""
        flag = self._flags.get(name)
        if name in self.hidden or (flag is not None and _is_on(row, flag)) or self.is_small(row, name, value):
            return True
        return name in self._ours and self._ours[name](self._kind(row))

    def is_small(self, row: Row, name: str, value: Raw) -> bool:
        """Whether it counts so few people that these readers may know them by it."""
        counts = self._people.get(name)
        return counts is not None and is_small(value) and counts(self._kind(row), self._seen.whole)


def hides_small(record: Record, field: Field[Any]) -> bool:
    """Whether these readers see nothing in the field because it counts so few people."""
    row = record.row
    return isinstance(row, _SeenRow) and row.hides_small(field.name)


def _is_on(row: Row, flag: Field[bool]) -> bool:
    """Also where one of two versions says so: what may be protected is."""
    return True in (row.get(flag.name), *row.rivals(flag.name))


class _SeenRow(RowOverAnother):
    """A record's registers without what is kept back."""

    __slots__ = ("_mask",)

    def __init__(self, row: Row, mask: _Mask) -> None:
        super().__init__(row)
        self._mask = mask

    def get(self, name: str) -> Raw:
        value = self._row.get(name)
        return None if self._mask.keeps(self._row, name, value) else value

    def hides_small(self, name: str) -> bool:
        return self._mask.is_small(self._row, name, self._row.get(name))

    def seen(self, name: str) -> tuple[str, ...]:
        return () if name in self._mask.hidden else self._row.seen(name)

    def rivals(self, name: str) -> tuple[Raw, ...]:
        return tuple(value for value in self._row.rivals(name) if not self._mask.keeps(self._row, name, value))

    def contested(self) -> dict[str, tuple[tuple[str, Raw], ...]]:
        found = self._row.contested().items()
        seen = {
            name: tuple(pair for pair in pairs if not self._mask.keeps(self._row, name, pair[1]))
            for name, pairs in found
        }
        return {name: pairs for name, pairs in seen.items() if pairs}

    def elements(self, name: str) -> tuple[str, ...]:
        return tuple(value for value in self._row.elements(name) if not self._mask.keeps(self._row, name, value))
