"""Lines of *To check* for records that two concurrent edits left inconsistent, and the fixes that Enter offers."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from ictwg.app.trash import bring_back
from ictwg.domain.changes import LIVE, Changes, Edit, Write
from ictwg.domain.clashes import Clash, ClashKind, all_clashes, clashes_of, once, unreadable_in, way_back
from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.schema import RECORDS, Record, targets
from ictwg.domain.state import State
from ictwg.locales import t
from ictwg.members.merging import lead_on, leading_on
from ictwg.records.lookup import register_label, short_name, shown_name
from ictwg.store.store import Store

GONE = "_gone"
"""The register that says that a record was taken away for good (STORE.md §2)."""


class WayOut(NamedTuple):
    """One way out: what it is called, and what it changes; without changes it leads to the field."""

    label: str
    changes: Changes | None = None


def all_clashing(store: Store) -> tuple[Clash, ...]:
    """Everything, for whoever opens the list; what cannot be read is known since it came."""
    deleted = {record.id: record for record in store.history.trash()}
    return once((*all_clashes(store, deleted.get), *noted_clashing(store)))


def noted_clashing(store: Store) -> tuple[Clash, ...]:
    """What is still wrong of that which was noted when changes came together; the rest of the file is not looked at."""
    noted = store.sync.to_check()
    if not noted:
        return ()
    deleted = {record.id: record for record in store.history.trash()}
    named = (store.get(RECORDS[table], id) for table, id in noted if table in RECORDS)
    found = [record for record in named if record is not None]
    clashing = (clash for record in found for clash in clashes_of(store, record, deleted.get))
    return once((*clashing, *(clash for record in found for clash in unreadable_in(record))))


def broken(store: Store) -> int:
    """How many lines of that kind Today counts."""
    return (
        len(noted_clashing(store))
        + len(store.history.changed_after_purge())
        + len(store.maintenance.returned(store.sync.to_check()))
    )


def bring_back_purged(record: Record) -> Changes:
    """With what somebody has written since; the rest of it is gone."""
    row = record.row
    writes = (
        Write(record.TABLE, record.id, GONE, False, row.seen(GONE)),
        Write(record.TABLE, record.id, LIVE, True, row.seen(LIVE)),
    )
    return Changes("verbs.brought_back", short_name(record), writes)


def written_anew(record: Record) -> Changes:
    """What a record shows, under the name of who does this: it did not say who wrote it."""
    write = Write(record.TABLE, record.id, LIVE, True, record.row.seen(LIVE))
    return Changes("verbs.edited", short_name(record), (write,))


def clash_where(state: State, clash: Clash) -> str:
    record = clash.record
    if clash.other is not None and clash.kind is not ClashKind.TRASHED:
        return f"{_called(state, clash.other)} · {_called(state, record)}"
    if clash.kind is ClashKind.UNREADABLE:
        return " · ".join(filter(None, (_called(state, record), *_unread(state, record, clash.field))))
    label = register_label(state, type(record), clash.field)
    gone = f" → {short_name(clash.other)}" if clash.other is not None else ""
    return f"{_called(state, record)} · {label}{gone}"


def ways_out(store: Store, clash: Clash) -> tuple[WayOut, ...]:
    """What can be done, the likeliest first; the last one is to look at it."""
    return (*_ways(store, clash), WayOut(t("mend.look", name=_called(store, clash.record))))


def _ways(store: Store, clash: Clash) -> tuple[WayOut, ...]:
    led = _led_on(store, clash)
    return (led, *_other_ways(store, clash)) if led is not None else _other_ways(store, clash)


def _led_on(state: State, clash: Clash) -> WayOut | None:
    """To the record of which somebody said that it is the same as what is gone."""
    field = type(clash.record).field(clash.field)
    if field is None or clash.kind not in (ClashKind.TRASHED, ClashKind.DANGLING):
        return None
    kept = leading_on(state, clash.record, field)
    if kept is None:
        return None
    return WayOut(t("mend.lead_on", name=shown_name(state, kept)), lead_on(state, clash.record, field))


def _other_ways(store: Store, clash: Clash) -> tuple[WayOut, ...]:
    record, other = clash.record, clash.other
    if clash.kind is ClashKind.TRASHED and other is not None:
        back = WayOut(t("mend.bring_back", name=short_name(other)), bring_back(store, (other,)))
        return (back, _taken_away(store, record) if _is_part(record, clash.field) else _empty(store, clash))
    if clash.kind is ClashKind.UNREADABLE and not clash.field:
        return (WayOut(t("mend.write_anew"), written_anew(record)),)
    if clash.kind is ClashKind.DANGLING and _is_part(record, clash.field):
        return (_taken_away(store, record),)
    if clash.kind in (ClashKind.DANGLING, ClashKind.CIRCLE, ClashKind.UNREADABLE):
        return (_empty(store, clash),)
    assert isinstance(record, Role | Membership)  # noqa: S101 - the others are pairs
    assert isinstance(other, Role | Membership)  # noqa: S101
    return tuple(_of_two(store, other, record))


def _is_part(record: Record, name: str) -> bool:
    """Whether the record is nothing without what the field names: a period of membership, a former name."""
    field = type(record).field(name)
    return field is not None and field.required and type(record).PARENT is field


def _taken_away(state: State, record: Record) -> WayOut:
    gone = Edit("verbs.removed", short_name(record)).remove(record).done()
    return WayOut(t("mend.take_away", name=_called(state, record)), gone)


def _unread(state: State, record: Record, name: str) -> tuple[str, ...]:
    """The field, and what stands there."""
    field = type(record).field(name)
    if field is None:
        return (t("mend.who_wrote_it"),)
    return register_label(state, type(record), name), t("errors.unreadable", value=field.unread(record))


def _of_two(state: State, early: Role | Membership, late: Role | Membership) -> list[WayOut]:
    ways = []
    if late.since is not None and (early.since is None or early.since < late.since):
        last = late.since - timedelta(days=1)
        edit = Edit("verbs.edited", _owner(state, early)).update(early, type(early).until(last))
        ways.append(WayOut(t("mend.end", name=_called(state, early), day=last.isoformat()), edit.done()))
    for one in (early, late):
        gone = Edit("verbs.removed", _called(state, one)).remove(one).done()
        ways.append(WayOut(t("mend.take_away", name=_called(state, one)), gone))
    return ways


def _empty(state: State, clash: Clash) -> WayOut:
    record = clash.record
    field = type(record).field(clash.field)
    assert field is not None  # noqa: S101 - it was declared
    edit = Edit("verbs.edited", short_name(record))
    if clash.kind is ClashKind.UNREADABLE:
        edit.update(record, field.clear)
    elif field.is_set:
        kind = field.target()  # type: ignore[attr-defined]
        there = (id for id in targets(field, record) if state.get(kind, id) is not None)
        kept = tuple(id for id in there if kind is not type(record) or not way_back(state, record, field, (id,)))
        edit.update(record, field(kept))
    else:
        edit.update(record, field(None))
    return WayOut(t("mend.empty_field", field=register_label(state, type(record), field.name)), edit.done())


def _called(state: State, record: Record) -> str:
    """A period by whose it is, what it says and its days; anything else by its name."""
    if isinstance(record, Role):
        return f"{_owner(state, record)}, {t(f'choices.function.{record.function}')} {_days(record)}"
    if isinstance(record, Membership):
        return f"{_owner(state, record)}, {t(f'choices.membership_status.{record.status}')} {_days(record)}"
    return shown_name(state, record)


def _days(period: Role | Membership) -> str:
    return f"{period.since or '…'} – {period.until or '…'}"


def _owner(state: State, period: Role | Membership) -> str:
    person = state.get(Person, period.person) if isinstance(period, Role) else None
    owner: Record | None = person or state.get(Organization, period.organization)
    return shown_name(state, owner) if owner is not None else t(f"records.{period.SINGULAR}")
