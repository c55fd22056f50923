"""Opening a group's file, and starting one."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from ictwg.app.session import Session, reactions
from ictwg.app.settings import load, save
from ictwg.domain.author import Author
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.clock import DEFAULT_ZONE, Clock, FixedToday
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Group, Series
from ictwg.domain.schema import Setting
from ictwg.domain.values import OrganizationType
from ictwg.errors import IctwgError
from ictwg.records.group import GROUP_KEY, group_of, system_zone, zone_meant
from ictwg.store.local.home import Home

if TYPE_CHECKING:
    from pathlib import Path

    from tinydb import TinyDB

    from ictwg.app.leaving import Leftovers
    from ictwg.store.local.disk import Disk
    from ictwg.store.store import Store
    from ictwg.store.sync.reports import ShareReport


SUFFIX = ".json"

INVITED = (OrganizationType.JUDICIARY, OrganizationType.DONOR)
"""Whom a new group invites to act, and gives no work (DOMAIN.md §3)."""


def new_file(text: str) -> Path:
    """Where a new file is made: with the suffix, in the folder of now where none is named."""
    from pathlib import Path

    path = Path(text.strip()).expanduser()
    if is_folder(text):
        path = path / f"group{SUFFIX}"
    return (path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)).absolute()


def is_folder(text: str) -> bool:
    """Whether a folder is meant: one that is there, or what ends as one, such as a stick that is not in."""
    from pathlib import Path

    typed = text.strip()
    return Path(typed).expanduser().is_dir() or typed.endswith(("/", os.sep))


def problem_of(path: Path) -> str:
    """Why a file cannot be opened as a group's; empty where it can."""
    from ictwg.store.format.codec import split
    from ictwg.store.local.disk import Disk

    try:
        split(Disk().read_raw(str(path)))
    except (IctwgError, OSError) as error:
        return str(error)
    return ""


def group_settings(db: str, name: str, acronym: str = "", time_zone: str = "", *more: Setting) -> Changes:
    """The first change of a new file: what the group is called, where its days begin, and its plenary series."""
    edit = Edit("verbs.started", acronym or name)
    id = derived_id(db, Group.TABLE, (GROUP_KEY,))
    named = (Group.key(GROUP_KEY), Group.name(name), Group.acronym(acronym))
    edit.create(Group, id, *named, Group.time_zone(time_zone), *more)
    series = derived_id(db, Series.TABLE, ("",))
    return edit.create(Series, series, Series.name(acronym or name)).done()


def open_group(path: str, *, home: Home, writer: bool, today: date | None, binding: str = "") -> Session:
    """The session of the person who works on this computer.

    Args:
        today: The civil date that rules read; None is the clock's, in the group's zone.
        binding: "moved" or "separate" where the file was bound to another path before.
    """
    from ictwg.store.local.disk import Disk
    from ictwg.store.store import Store

    clock, disk = Clock(), Disk()
    settings = load(home)
    store = Store.open(path, home=home, clock=clock, author=settings.author, disk=disk, binding=binding)
    home.remember(path)
    group = group_of(store)
    zoned = Clock(group.time_zone) if group is not None else clock
    civil = FixedToday(zoned, today) if today else zoned

    courier = Courier(lambda author: Store.open(path, home=home, clock=clock, author=author), lambda: settings.author)
    return Session(
        store,
        civil.today,
        reactions() if writer else (),
        courier.carry,
        settings,
        lambda kept: save(home, kept),
        zoned.time_of_day,
        lambda: _left(store, courier, home, disk),
        lend=courier.store,
    )


def open_db(path: str, *, home: Home | None = None) -> TinyDB:
    """The group's file as a TinyDB, for scripts; every write is journaled, and shared before it returns.

    Args:
        path: The shared file.
        home: Where this computer keeps its copy; the user's own by default.

    Raises:
        IctwgError: As `Store.open`.
    """
    from ictwg.store.store import Store
    from ictwg.store.tinydb_door import Door

    home = home or Home.find()
    return Door(Store.open(str(path), home=home, clock=Clock(), author=load(home).author))


def _left(store: Store, courier: Courier, home: Home, disk: Disk) -> Leftovers:
    """The courier lets go first: it holds the group open too."""
    from ictwg.app.leaving import leave

    courier.rest()
    return leave(store, home, disk)


class Courier:
    """Goes between this computer and the shared folder, one trip at a time, with a store of its own.

    The store stays open between two trips: it knows what went out last, and lays out only what is new.
    """

    def __init__(self, opened: Callable[[Author], Store], author: Callable[[], Author]) -> None:
        self._opened = opened
        self._author = author
        self._store: Store | None = None

    def carry(self) -> ShareReport:
        return self._kept().sync.share()  # takes in itself what others wrote on this computer

    def store(self) -> Store:
        """As fresh as this computer's copy."""
        store = self._kept()
        store.refresh()
        return store

    def _kept(self) -> Store:
        author = self._author()
        if self._store is None:
            self._store = self._opened(author)
        self._store.sign_as(author)
        return self._store

    def rest(self) -> None:
        """Until the next trip."""
        if self._store is not None:
            self._store.close()
            self._store = None


def start_group(
    path: str, name: str, acronym: str, *, home: Home, time_zone: str = "", today: date | None = None
) -> Session:
    """A new shared file, with the group's name in it.

    Args:
        time_zone: Its IANA name, or a place in it; none is this computer's, or Dili's where that says UTC.
        today: As in `open_group`.

    Raises:
        IctwgError: There is a file at that path already, or no such zone.
    """
    from ictwg.store.store import Store

    settings = load(home)
    zone = zone_meant(time_zone, Group.time_zone.name) if time_zone else system_zone() or DEFAULT_ZONE
    store = Store.create(path, home=home, clock=Clock(), author=settings.author)
    store.commit(group_settings(store.db, name, acronym, zone, Group.invited_types(INVITED)))
    store.sync.share()
    store.close()
    return open_group(path, home=home, writer=True, today=today)
