"""Large groups for benchmarks, seeded: the same figures make the same group.

python -m tests.bench.big_group 10000 /tmp/big
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from ictwg.app.opening import group_settings
from ictwg.domain.author import Author
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action, Meeting, Organization
from ictwg.domain.schema import Setting
from ictwg.domain.values import ActionStatus, MeetingState
from ictwg.store.local.home import Home
from ictwg.store.store import Store

WORDS = (
    "draft", "circulate", "review", "collect", "translate", "print", "invite", "chapter", "protection", "prosecution",
    "budget", "police", "shelter", "district", "campaign", "training", "comments", "framework", "ministry", "referral",
    "radio", "posters", "report", "statistics", "border", "law",
)  # fmt: skip
CHUNK = 5000
FIRST_DAY = date(2003, 1, 15)


def make(folder: Path, records: int, seed: int = 1) -> Path:
    """A shared file with so many records, most of them actions; its home is `folder`/home."""
    path = folder / "group.json"
    author = Author("bench", "bench")
    store = Store.create(str(path), home=Home.at(str(folder / "home")), clock=Clock(), author=author)
    store.commit(group_settings(store.db, "Bench", "B"))
    store.commit(_bodies(store))
    for changes in _actions(store, records, Random(seed)):
        store.commit(changes)
    store.sync.share()
    store.close()
    return path


def _bodies(store: Store) -> Changes:
    edit = Edit("verbs.imported", "organizations")
    for number in range(20):
        texts = (Organization.acronym(f"ORG{number}"), Organization.name(f"Organization {number}"))
        edit.create(Organization, store.new_id(), *texts)
    for number in range(60):
        day = FIRST_DAY + timedelta(days=40 * number)
        settings = (Meeting.date(day), Meeting.state(MeetingState.HELD), Meeting.reference(f"M-{day.year}-{number:02}"))
        edit.create(Meeting, store.new_id(), *settings)
    return edit.done()


def _actions(store: Store, records: int, random: Random) -> Iterator[Changes]:
    organizations = [organization.id for organization in store.all(Organization)]
    meetings = store.all(Meeting)
    for start in range(0, records, CHUNK):
        edit = Edit("verbs.imported", "actions")
        for number in range(start, min(start + CHUNK, records)):
            meeting = random.choice(meetings)
            edit.create(Action, store.new_id(), *_action(random, number, meeting, organizations))
        yield edit.done()


def _action(random: Random, number: int, meeting: Meeting, organizations: list[str]) -> list[Setting]:
    on = meeting.date or FIRST_DAY
    text = " ".join(random.choices(WORDS, k=random.randint(5, 12)))
    settings = [
        Action.reference(f"A-{on.year}-{number:05}"),
        Action.text(text),
        Action.owners(tuple(random.sample(organizations, random.choice((0, 1, 1, 1, 2))))),
        Action.meeting(meeting.id),
        Action.given_on(on),
    ]
    if random.random() < 0.74:
        settings.append(Action.due(on + timedelta(days=random.randint(5, 120))))
    if random.random() < 0.85:
        settings += [Action.status(ActionStatus.DONE), Action.closed_on(on + timedelta(days=60))]
    return settings


def main() -> None:
    records, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    print(make(folder, records))


if __name__ == "__main__":
    main()
