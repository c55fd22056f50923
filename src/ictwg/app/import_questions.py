"""The points of an import as few questions, and what was answered, as this computer keeps it.

A folder of fifty papers leaves seventy points. Those of one kind are one question, with one answer for all of them, or
one after the other. What has a standing answer that invents nothing is not asked: it waits in *To check*.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ictwg.app.problems.papers import NAME, read_kept
from ictwg.app.session import Session
from ictwg.domain.text import fold
from ictwg.domain.values import OrganizationType
from ictwg.imports.doubts import (
    ACCEPTED,
    KEPT,
    LEFT_OUT,
    NEW_ORGANIZATION,
    NO_ORGANIZATION,
    OF_A_COPY,
    OPEN,
    REWORDED,
    TYPED,
    DoubtKind,
    Key,
    ReadingDoubt,
)
from ictwg.imports.report import Chosen, ImportPlan, doubt_id, proposed_body
from ictwg.locales import known, t
from ictwg.members.new_body import NewBody, new_body

MOST = 15
"""Questions of one import; what is left waits."""

PROPOSED = "proposed"
"""For each point the choice that is proposed for it."""

IN_WORDS = frozenset({REWORDED, ACCEPTED, TYPED})
"""Choices that say something besides."""

AS_TEXT = frozenset({NO_ORGANIZATION, LEFT_OUT, KEPT})
"""Choices that make no organization of a name."""

_ORDER = (
    DoubtKind.CONFIDENTIAL,
    DoubtKind.CASES,
    DoubtKind.BODY,
    DoubtKind.WHICH_TEXT,
    DoubtKind.HISTORY,
    DoubtKind.PAPER,
    DoubtKind.SCAN,
    DoubtKind.SAME_DAY,
    DoubtKind.TWO_DATES,
    DoubtKind.UNKNOWN_ORGANIZATION,
    DoubtKind.LIST_KIND,
    DoubtKind.BELONGS_TO,
    DoubtKind.NO_DAY,
)
"""What decides most comes first."""


class ImportQuestion(NamedTuple):
    """All points of one kind that nobody has decided, each with where it stands.

    Attributes:
        id: By which a command answers it.
        points: Never none.
    """

    id: str
    points: tuple[tuple[str, ReadingDoubt], ...]

    @property
    def kind(self) -> DoubtKind:
        return self.points[0][1].kind

    @property
    def has_proposals(self) -> bool:
        """Whether what is proposed is another thing for each point: a file, a day, a name."""
        first = {one.choices[0] for _, one in self.points}
        return len(first) > 1 or not known(f"importing.choice.{first.pop()}")

    @property
    def common(self) -> tuple[str, ...]:
        """The choices that all points offer, but for what is typed for each."""
        first, *others = (one.choices for _, one in self.points)
        each = {OPEN, REWORDED, TYPED}
        return tuple(one for one in first if one not in each and all(one in choices for choices in others))

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be said of all of them at once without any words besides."""
        said = tuple(one for one in self.common if one not in IN_WORDS)
        return (PROPOSED, *said) if self.has_proposals else said

    def answered(self, choice: str) -> dict[str, dict[Key, str]]:
        """What one answer for all of them chooses, in each file."""
        found: dict[str, dict[Key, str]] = {}
        for where, one in self.points:
            found.setdefault(where, {})[one.key] = one.choices[0] if choice == PROPOSED else choice
        return found


class NamedBody(NamedTuple):
    """An organization that papers name and nobody has put on record.

    Attributes:
        name: As it is written first.
        points: All that are about it, each with where it stands. Never none.
    """

    name: str
    points: tuple[tuple[str, ReadingDoubt], ...]

    @property
    def papers(self) -> str:
        """In how many it is named; of rolls the point says it."""
        where, first = self.points[0]
        files = {where.rpartition(":")[0] for where, _ in self.points}
        return first.place if where == t("importing.register") else t("importing.papers", count=len(files))

    @property
    def proposed(self) -> str:
        return self.points[0][1].choices[0]

    @property
    def alike(self) -> tuple[str, ...]:
        """The names that it may be another spelling of, the nearest first."""
        return tuple(one for one in self.points[0][1].choices if one not in AS_TEXT and new_body(one) is None)

    def as_new(self, said: str) -> NewBody:
        """What it would be as a new organization, as somebody has said it or else as it seems."""
        return new_body(said) or proposed_body(self.points[0][1]) or NewBody(OrganizationType.OTHER)

    def said(self, chosen: Chosen) -> str:
        """What was chosen for it; empty where nobody has."""
        where, first = self.points[0]
        return chosen.get(where, {}).get(first.key, "")

    def choose(self, choice: str, chosen: dict[str, dict[Key, str]]) -> None:
        """One answer for all points; an empty one leaves it as text."""
        for where, one in self.points:
            chosen.setdefault(where, {})[one.key] = choice or next(said for said in one.choices if said in AS_TEXT)


def named_bodies(plan: ImportPlan) -> list[NamedBody]:
    """Each organization that is not on record once, however many papers and lists name it."""
    found: dict[str, list[tuple[str, ReadingDoubt]]] = {}
    for row in plan.rows:
        for one in row.doubts:
            if one.kind is DoubtKind.UNKNOWN_ORGANIZATION:
                found.setdefault(fold(one.about), []).append((row.where, one))
    return [NamedBody(points[0][1].about, tuple(points)) for points in found.values()]


def stands(doubt: ReadingDoubt) -> bool:
    """Whether it has a standing answer, which invents nothing."""
    return doubt.safe and doubt.default == doubt.choices[0]


def open_points(plan: ImportPlan, chosen: Chosen) -> Iterator[tuple[str, ReadingDoubt]]:
    """The points that nobody has decided, each with where it stands."""
    for row in plan.rows:
        decided = chosen.get(row.where, {})
        yield from ((row.where, one) for one in row.doubts if len(one.choices) > 1 and one.key not in decided)


_ELSEWHERE = OF_A_COPY | {DoubtKind.WHOSE_COPY}


def questions(plan: ImportPlan, chosen: Chosen, *, standing: bool = False) -> list[ImportQuestion]:
    """What is to be asked, the weightiest first; what has a standing answer only where that is wanted."""
    groups: dict[str, list[tuple[str, ReadingDoubt]]] = {}
    for where, one in open_points(plan, chosen):
        if (standing or not stands(one)) and one.kind not in _ELSEWHERE:
            # a name like one on record is another question than a name like none
            id = f"{one.kind}_new" if one.choices[0].startswith(NEW_ORGANIZATION) else str(one.kind)
            groups.setdefault(id, []).append((where, one))
    found = [ImportQuestion(id, tuple(points)) for id, points in groups.items()]
    return sorted(found, key=lambda one: _ORDER.index(one.kind) if one.kind in _ORDER else len(_ORDER))


def joined(*several: Chosen) -> dict[str, dict[Key, str]]:
    """All that is chosen; of two choices for one point the later one."""
    found: dict[str, dict[Key, str]] = {}
    for where, choices in (pair for one in several for pair in one.items()):
        found.setdefault(where, {}).update(choices)
    return found


def read_on(
    read: Callable[[Chosen], ImportPlan], answers: Callable[[ImportPlan], Chosen], chosen: Chosen
) -> tuple[ImportPlan, Chosen]:
    """The plan with these answers, and all that is chosen; an answer may raise another point, which has one too."""
    plan = read(chosen)
    while True:
        more = {where: {**chosen.get(where, {}), **said} for where, said in answers(plan).items()}
        if more.items() <= chosen.items():
            return plan, chosen
        chosen = {**chosen, **more}
        plan = read(chosen)


class KeptAnswers:
    """What was answered of papers on this computer: no word of them stands in it, and nothing of what is confidential.

    Where a group is encrypted nothing is kept.
    """

    def __init__(self, session: Session) -> None:
        self._file = session.scratch_file(NAME)
        self._said, self.open = read_kept(self._file)

    def chosen(self, plan: ImportPlan) -> dict[str, dict[Key, str]]:
        found: dict[str, dict[Key, str]] = {}
        for row in plan.rows:
            for one in row.doubts:
                said = self._said.get(_id(row.where, one), "")
                choice = said[1:] if said.startswith("=") else next((c for c in one.choices if _digest(c) == said), "")
                if choice:
                    found.setdefault(row.where, {})[one.key] = choice
        return found

    def keep(self, folder: str, plan: ImportPlan, chosen: Chosen) -> None:
        """Keeps what was chosen, and how many points of the folder are open still; nothing where that cannot be."""
        for row in plan.rows:
            for one in row.doubts:
                choice = chosen.get(row.where, {}).get(one.key)
                if choice and one.kind is not DoubtKind.CONFIDENTIAL:
                    self._said[_id(row.where, one)] = _digest(choice) if choice in one.choices else f"={choice}"
        self.open.pop(folder, None)
        if count := sum(1 for _ in open_points(plan, chosen)):
            self.open[folder] = count
        if self._file is not None:
            with suppress(OSError):  # then it is asked again next time
                self._file.parent.mkdir(parents=True, exist_ok=True)
                anew = self._file.with_suffix(".new")
                anew.write_text(json.dumps({"said": self._said, "open": self.open}), encoding="utf-8")
                anew.replace(self._file)


def _id(where: str, doubt: ReadingDoubt) -> str:
    """The same from whatever folder a command is started."""
    return doubt_id(str(Path(where).absolute()) if os.sep in where else where, doubt)


def _digest(choice: str) -> str:
    return hashlib.blake2s(choice.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
