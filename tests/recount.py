"""The figures of the reports, counted again from the JSON of the group's file alone: no code of the program is used.

Days are compared as they stand in the file, `2010-03-12`. Reports and their tables are called as in their own JSON; of
a row stands here what is counted again. Whoever adds a table adds its recount: `tests.reports.test_recount` sees to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

Row = dict[str, Any]
Counted = dict[str, Any]
OVER = ("completed", "suspended", "cancelled")
STATUSES = ("not_started", "on_track", "at_risk", "delayed", *OVER, "no_report_received")
UPTAKES = ("not_started", "in_progress", "partly_implemented", "implemented", "no_longer_applicable")
NEVER, ALWAYS = "9999-12-31", "0001-01-01"


class Asked(NamedTuple):
    """What is asked for.

    Attributes:
        at: The last day of the period, or today.
        named: Whether organizations are told of.
        compared: Whether they may be held against each other.
        whole: Whether figures of people are told of, whoever they are.
    """

    since: str
    until: str
    at: str
    today: str
    named: bool
    compared: bool
    whole: bool


class File:
    def __init__(self, tables: dict[str, dict[str, Row]]) -> None:
        self.tables = {name: {id: {"id": id, **row} for id, row in rows.items()} for name, rows in tables.items()}

    def all(self, table: str) -> list[Row]:
        return [self.tables.get(table, {})[id] for id in sorted(self.tables.get(table, {}))]

    def get(self, table: str, id: str | None) -> Row:
        return self.tables.get(table, {}).get(id or "", {})

    def of(self, table: str, name: str, id: str) -> list[Row]:
        return [row for row in self.all(table) if id in _list(row.get(name))]

    def acronym(self, id: str | None) -> str | None:
        return self.get("organizations", id).get("acronym")


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _months(asked: Asked) -> Iterator[tuple[str, str, str]]:
    """Those that have begun: name, first and last day."""
    first = asked.since
    while first <= asked.at:
        day = date.fromisoformat(first)
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        yield first[:7], first, min(_before(following.isoformat()), asked.at)
        first = following.isoformat()


def middle(numbers: Iterable[int]) -> int | None:
    told = sorted(numbers)
    both = (told[(len(told) - 1) // 2], told[len(told) // 2]) if told else None
    return None if both is None else (sum(both) + 1) // 2


# Actions


class Promise:
    """An action over time."""

    def __init__(self, file: File, row: Row) -> None:
        self.file, self.row = file, row
        self.origin = file.get("meetings", row.get("meeting"))
        self.given = row.get("given_on") or self.origin.get("date")
        self.moves = self._moves("status_changes", "open")
        self.dues = self._moves("due_changes", None)

    def _moves(self, table: str, usual: str | None) -> list[tuple[str, str, str | None]]:
        found = self.file.of(table, "action", self.row["id"])
        return sorted((one["on"], one["id"], one.get("before", usual)) for one in found if one.get("on"))

    def status(self, day: str) -> str:
        for on, _, before in self.moves:
            if on > day:
                return before or "open"
        now = str(self.row.get("status", "open"))
        return "open" if now in ("done", "cancelled") and self.row.get("closed_on", ALWAYS) > day else now

    def closed(self, day: str) -> str | None:
        if self.status(day) not in ("done", "cancelled"):
            return None
        known = [on for on, *_ in self.moves if on <= day]
        last = not known or known[-1] == self.moves[-1][0]
        return (self.row.get("closed_on") if last else None) or (known[-1] if known else None)

    def is_open(self, day: str) -> bool:
        return (self.given or ALWAYS) <= day and self.status(day) not in ("done", "cancelled")

    def missed(self, day: str) -> str | None:
        due = next((before for on, _, before in self.dues if on > day), self.row.get("due"))
        if due == "next_meeting":
            due = self.next_held()
        elif due == "ongoing":
            due = self.row.get("review_on")
        return due if self.is_open(day) and due is not None and due < day else None

    def due(self, day: str) -> str | None:
        return next((before for on, _, before in self.dues if on > day), self.row.get("due"))

    def next_held(self) -> str | None:
        after = self.origin.get("date") or self.row.get("given_on")
        series = self.origin.get("series", "")
        takes_place = ("planned", "held")
        later = [
            (one["date"], one.get("state") == "held")
            for one in self.file.all("meetings")
            if one.get("series", "") == series and one.get("state", "planned") in takes_place and one.get("date")
        ]
        following = min((one for one in later if after and one > (after, True)), default=None)
        return following[0] if following and following[1] else None

    def closed_in(self, first: str, last: str, how: str) -> bool:
        on = self.closed(last)
        return on is not None and first <= on <= last and self.status(last) == how

    def rests(self, since: str) -> bool:
        moved = any(on >= since for on, *_ in (*self.moves, *self.dues))
        return (self.given or ALWAYS) < since and not moved and self.status(_before(since)) in ("done", "cancelled")

    @property
    def owners(self) -> list[str]:
        return ["*"] if self.row.get("all") else _list(self.row.get("owners")) or [""]


def _promises(file: File, asked: Asked) -> list[Promise]:
    found = [
        Promise(file, row)
        for row in file.all("actions")
        if row.get("kind", "action") == "action" and row.get("status") != "not_followed_up"
    ]
    return [one for one in found if not one.rests(asked.since)]


AGES = ((0, 30), (31, 90), (91, 180), (181, 365), (366, 99_999))


def _in_class(days: int | None, at: int) -> bool:
    first, last = AGES[at]
    return at == len(AGES) - 1 if days is None else (first <= days or at == 0) and days <= last


def followup(file: File, asked: Asked) -> Counted:
    told, at = _promises(file, asked), asked.at
    waits = [one for one in told if one.is_open(at)]
    late = [one for one in waits if one.missed(at)]
    done = [one for one in told if one.closed_in(asked.since, at, "done")]
    months = [
        {
            "month": name,
            "given": sum(first <= (one.given or NEVER) <= last for one in told),
            "done": sum(one.closed_in(first, last, "done") for one in told),
            "cancelled": sum(one.closed_in(first, last, "cancelled") for one in told),
            "open": sum(one.is_open(last) for one in told),
            "overdue": sum(one.missed(last) is not None for one in told),
        }
        for name, first, last in _months(asked)
    ]
    begun = next((n for n, row in enumerate(months) if any(v for k, v in row.items() if k != "month")), -1)
    months = months[begun:]
    ages = [_days(one.given, at) if one.given else None for one in waits]
    return {
        **{key: sum(row[key] for row in months) for key in ("given", "done", "cancelled")},
        "open": len(waits),
        "overdue": len(late),
        "no_owner": sum(one.owners == [""] and not one.row.get("person") for one in waits),
        "no_due": sum(one.due(at) is None for one in waits),
        "median_days": middle(_days(one.given, on) for one in done if one.given and (on := one.closed(at))),
        "months": months,
        "ages": [
            {
                "up_to": None if n == len(AGES) - 1 else AGES[n][1],
                "open": sum(_in_class(age, n) for age in ages),
                "overdue": sum(_in_class(age, n) and one in late for age, one in zip(ages, waits, strict=True)),
            }
            for n in range(len(AGES))
        ],
        "organizations": [
            {
                "organization_id": owner if owner not in ("*", "") else None,
                "open": sum(one.is_open(at) for one in own),
                "overdue": sum(one in late for one in own),
                "done": len(finished := [one for one in own if one in done]),
                **(_compared(finished, own, asked) if asked.compared else {}),
            }
            for owner in {owner for one in told for owner in one.owners}
            for own in [[one for one in told if owner in one.owners]]
            if any(one.is_open(at) or one in done or _slips(one, asked) for one in own)
        ]
        if asked.named
        else None,
    }


def _compared(done: list[Promise], own: list[Promise], asked: Asked) -> Row:
    """What the core group alone is told of an organization."""
    kept = [in_time for one in done if (in_time := _in_time(one, asked.at)) is not None]
    ages = [_days(one.given, asked.at) for one in own if one.given and one.is_open(asked.at)]
    return {
        "in_time": sum(kept),
        "with_a_day": len(kept),
        "days": middle(_days(one.given, on) for one in done if one.given and (on := one.closed(asked.at))),
        "oldest": max(ages, default=None),
        "slips": sum(_slips(one, asked) for one in own),
    }


def _in_time(one: Promise, at: str) -> bool | None:
    on = one.closed(at) or NEVER
    due = one.due(on)
    if due == "next_meeting":
        held = one.next_held()
        return held is None or on <= held
    return None if due in (None, "ongoing") else on <= str(due)


def _slips(one: Promise, asked: Asked) -> int:
    """How often its date was put off by its owner in the period."""
    moves = one.file.of("due_changes", "action", one.row["id"])
    put_off = (
        move
        for move in moves
        if asked.since <= move.get("on", ALWAYS) <= asked.at and move.get("by", "owner") == "owner"
    )
    return sum(_later(move.get("before"), move.get("after")) for move in put_off)


def _later(before: str | None, after: str | None) -> bool:
    days = [one is not None and one[:1].isdigit() for one in (before, after)]
    return str(after) > str(before) if all(days) else days[0]


def ageing(file: File, asked: Asked) -> Counted:
    told, at = _promises(file, asked), asked.at
    waits = [one for one in told if one.is_open(at)]
    beyond = {one: _days(due, at) for one in waits if (due := one.missed(at))}
    ages = {one: _days(one.given, at) if one.given else None for one in waits}

    def rate(own: list[Promise], day: str) -> Row:
        agreed = [one for one in own if (one.given or ALWAYS) <= day and one.status(day) != "cancelled"]
        done = sum(one.status(day) == "done" for one in agreed)
        rate = f"{(200 * done + len(agreed)) // (2 * len(agreed))} %" if agreed else None
        return {"agreed": len(agreed), "done": done, "rate": rate}

    found: Counted = {
        "open": len(waits),
        "overdue": len(beyond),
        "ages": [
            {
                "open": sum(_in_class(age, n) for age in ages.values()),
                "overdue": sum(_in_class(ages[o], n) for o in beyond),
            }
            for n in range(len(AGES))
        ],
        "late": [{"overdue": sum(_in_class(days, n) for days in beyond.values())} for n in range(len(AGES))],
        "months": [{"month": name, **rate(told, last)} for name, _, last in _months(asked)],
    }
    days = {"days": [age for age in ages.values() if age is not None], "beyond": list(beyond.values())}
    found |= {name: middle(some) for name, some in days.items() if (waits if name == "days" else beyond)}
    if asked.compared:
        owns = {row["id"]: [one for one in told if row["id"] in one.owners] for row in file.all("organizations")}
        found["organizations"] = [
            {
                "organization": file.acronym(id),
                "open": len(mine := [one for one in own if one in ages]),
                "days_open": middle(age for one in mine if (age := ages[one]) is not None),
                "overdue": len(late := [one for one in own if one in beyond]),
                "days_beyond": middle(beyond[one] for one in late),
                **rate(own, at),
            }
            for id, own in owns.items()
            if own
        ]
    return found


# Decisions and meetings


def decisions(file: File, asked: Asked) -> Counted:
    taken = []
    for row in file.all("decisions"):
        on = row.get("decided_on") or file.get("meetings", row.get("meeting")).get("date")
        status = row.get("status", "pending")
        if on is None or not asked.since <= on <= asked.at or status in (*NO_DECISION, "not_tracked"):
            continue
        later = [one for one in file.of("decisions", "supersedes", row["id"]) if one.get("status") not in NO_DECISION]
        kind = file.get("agenda_items", row.get("item")).get("kind")
        if status in ("pending", "in_progress") and later:
            status = "overtaken"
        elif status == "pending" and kind in ("adoption_of_agenda", "previous_minutes"):
            status = "implemented"
        carried = [one for one in file.of("actions", "decision", row["id"]) if one.get("status") not in ENDED]
        taken.append({"id": row["id"], "on": on, "status": status, "open_actions": len(carried)})
    waits = [one for one in taken if one["status"] in ("pending", "in_progress")]
    bases = [file.get("decisions", one["id"]).get("basis", "consensus") for one in taken]
    return {
        "taken": len(taken),
        "waiting": len(waits),
        "by_basis": {basis: bases.count(basis) for basis in ("consensus", "vote", "circulation")},
        "by_status": {
            status: sum(one["status"] == status for one in taken)
            for status in ("pending", "in_progress", "implemented", "overtaken")
        },
        "months": [
            {
                "month": name,
                "taken": sum(first <= one["on"] <= last for one in taken),
                "waiting": sum(first <= one["on"] <= last for one in waits),
            }
            for name, first, last in _months(asked)
        ],
        "decisions": taken,
    }


NO_DECISION, ENDED = ("proposed", "not_taken"), ("done", "cancelled", "not_followed_up")


def attendance(file: File, asked: Asked) -> Counted:
    """How many came is counted in `tests.reports.test_attendance`, which draws rolls."""
    held = [one for one in file.all("meetings") if one.get("state") == "held"]
    within = [one for one in held if one.get("date") and asked.since <= one["date"] <= asked.at]
    rolls = {
        one["id"]: [row for row in file.of("attendance", "meeting", one["id"]) if row.get("state")] for one in within
    }
    return {
        "held": len(within),
        "meetings": [
            {"meeting_id": id, "came": len({row.get("organization") for row in rows if row["state"] in THERE} - {None})}
            for id, rows in rolls.items()
            if rows
        ],
        "not_recorded": sum(not rows for rows in rolls.values()),
    }


THERE = ("present", "remote")


# The programme


def recommendations(file: File, asked: Asked) -> Counted:
    made = [one for one in file.all("recommendations") if one.get("date", ALWAYS) <= asked.at]
    uptake = {
        one["id"]: one.get("implementation", "not_started")
        if one.get("assessed_on", ALWAYS) <= asked.at
        else "not_started"
        for one in made
    }
    linked = {one["id"]: file.of("activities", "recommendations", one["id"]) for one in made}
    sources = {one["id"]: one.get("source", "other") for one in made}
    return {
        "made": len(made),
        "implemented": sum(how == "implemented" for how in uptake.values()),
        "no_activity": sum(not rows for rows in linked.values()),
        "sources": [
            {
                "source": source,
                "total": len(own := [id for id, of in sources.items() if of == source]),
                **Counter(dict.fromkeys(UPTAKES, 0) | Counter(uptake[id] for id in own)),
            }
            for source in set(sources.values())
        ],
        "each": [{"id": one["id"], "recommendation": one["text"], "implementation": uptake[one["id"]]} for one in made],
    }


def _plans(file: File) -> list[Row]:
    replaced = {row.get("earlier") for row in file.all("plans")}
    return [row for row in file.all("plans") if row["id"] not in replaced]


def _running(row: Row, asked: Asked, first: str = "starts_on", last: str = "ends_on") -> bool:
    return (row.get(first) or asked.since) <= asked.until and (row.get(last) or asked.until) >= asked.since


def _activities(file: File, plan: str) -> list[Row]:
    return [row for row in file.of("activities", "plan", plan) if row.get("level", "activity") == "activity"]


def _top(file: File, part: Row) -> str:
    return _top(file, file.get("activities", part["part_of"])) if part.get("part_of") else str(part["id"])


def tells_of(file: File, report: Row) -> str:
    until = report.get("to") or file.get("rounds", report.get("round")).get("to")
    return min((when for when in (report.get("reported_on"), until) if when), default=NEVER)


def standing(file: File, part: Row, day: str) -> str:
    """How far an activity was on a day: the lead's report of a round before all others of it."""
    known = []
    for one in file.of("activity_reports", "activity", part["id"]):
        tells = tells_of(file, one)
        if tells <= day:
            by_lead = one.get("organization") == part.get("lead")
            known.append(((tells, one.get("reported_on", ALWAYS), by_lead, one["id"]), one))
    led = {one.get("round") for key, one in known if key[2]} - {None}
    told = [(key, one) for key, one in known if key[2] or one.get("round") not in led] or known
    told = [(key, one) for key, one in told if one.get("status") != "not_said"]
    latest = max(told, key=lambda pair: pair[0])[1] if told else {}
    status = str(latest.get("status", "not_started"))
    if latest and status in OVER:
        return status
    plans = {part.get("plan"), file.get("plans", part.get("plan")).get("earlier")}
    rounds = [
        one
        for one in file.all("rounds")
        if one.get("plan") in plans - {None}
        and one.get("kind", "activity_reports") == "activity_reports"
        and (one.get("closed_on") or one.get("closes_on") or NEVER) < day
    ]
    last = max(rounds, key=lambda one: (one.get("opens_on", ALWAYS), one["id"]), default=None)

    def answers(one: Row) -> bool:
        opened = (last or {}).get("opens_on")
        return last is not None and (one.get("round") == last["id"] or bool(opened and one["reported_on"] >= opened))

    if not latest or (last is not None and not any(answers(one) for _, one in known)):
        return "no_report_received"
    return "delayed" if part.get("ends_on", NEVER) < day else status


def plan(file: File, asked: Asked) -> Counted:
    found: Counted = {"plans": 0, "pillars": [], "waiting": [], "sources": [], **{name: [] for name in REPORTED}}
    for row in (one for one in _plans(file) if _running(one, asked)):
        found["plans"] += 1
        found["plan"] = name = f"{row['title']} ({row['version']})" if row.get("version") else row["title"]
        parts = _activities(file, row["id"])
        now, was = ({one["id"]: standing(file, one, day) for one in parts} for day in (asked.at, _before(asked.since)))
        found |= {"standing": len(parts), "done": sum(status == "completed" for status in now.values())}
        pillars = {
            one["title"]: one["id"] for one in file.of("activities", "plan", row["id"]) if not one.get("part_of")
        }
        money: defaultdict[tuple[str, str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
        for title in (*pillars, name):
            own = [one for one in parts if title == name or _top(file, one) == pillars[title]]
            here = Counter(now[one["id"]] for one in own)
            found["pillars"].append(
                {
                    "part": title,
                    "activities": len(own),
                    **{status: here[status] for status in STATUSES},
                    "completed_before": sum(was[one["id"]] == "completed" for one in own),
                }
            )
            for line in (line for one in own for line in file.of("funding_lines", "activity", one["id"])):
                funder = file.get("funders", line.get("funder"))
                key = (title, funder.get("id", ""), funder.get("currency") or "USD")
                money[key] = [have + Decimal(line.get(each, 0)) for have, each in zip(money[key], AMOUNTS, strict=True)]
        found["waiting"] += [
            {"id": one["id"], "standing": now[one["id"]]}
            for one in parts
            if now[one["id"]] in ("delayed", "no_report_received", "at_risk")
        ]
        found["sources"] += [
            _sums(sums, currency) | {"part": title, "percent": _share(*sums)}
            for (title, _, currency), sums in money.items()
        ]
        told = [one for part in parts for one in file.of("activity_reports", "activity", part["id"])]
        for name, texts in REPORTED.items():
            found[name] += [
                {"id": one["id"], "reported_on": one["reported_on"], texts[-1]: one.get(texts[-1]) or None}
                for one in told
                if asked.since <= tells_of(file, one) <= asked.at and any(one.get(text) for text in texts)
            ]
    return found


REPORTED = {"reported": ("progress",), "needs": ("constraints", "support_needed"), "next": ("next_steps",)}


def _share(planned: Decimal, _: Decimal, spent: Decimal) -> int | None:
    """Of a hundred parts; a half goes up."""
    return int(Decimal(100 * int(spent)) / int(planned) + Decimal("0.5")) if planned >= 1 else None


AMOUNTS = ("planned", "committed", "spent")


def _sums(sums: Iterable[Decimal], currency: str) -> Row:
    return {**dict(zip(AMOUNTS, sums, strict=True)), "currency": currency}


def programme(file: File, asked: Asked) -> Counted:
    found: Counted = {"running": 0, "about": [], "amounts": [], "due": [], "evidence": []}
    late = 0
    for row in (one for one in file.all("programmes") if _running(one, asked)):
        found["running"] += 1
        results = {one["id"]: one for one in file.of("results", "programme", row["id"])}
        funders = {one["id"] for one in file.of("funders", "programme", row["id"])}
        lines = [x for x in file.all("funding_lines") if x.get("output") in results or x.get("funder") in funders]
        groups = {
            **{id: [x for x in lines if x.get("output") in {id, *_below(results, id)}] for id in results},
            None: [line for line in lines if line.get("output") not in results],
            row["id"]: lines,
        }
        for id, paid in groups.items():
            sums: defaultdict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
            for line in paid:
                currency = file.get("funders", line.get("funder")).get("currency") or "USD"
                more = [Decimal(line.get(name, 0)) for name in AMOUNTS]
                sums[currency] = [have + one for have, one in zip(sums[currency], more, strict=True)]
            found["amounts"] += [_sums(told, currency) | {"id": id} for currency, told in sums.items()]
        found["about"] += [{"id": id, "amount": file.get("funders", id).get("amount")} for id in funders]
        found["evidence"] += [{"id": id} for id in _evidence(file, row["id"], lines, asked.at)]
        for one in file.of("programme_reports", "programme", row["id"]):
            found["due"].append({"id": one["id"], "due": one.get("due"), "sent_on": one.get("sent_on")})
            late += one.get("due", NEVER) < asked.at < one.get("sent_on", NEVER)
    return found | ({"overdue": late} if late else {})


def _evidence(file: File, programme: str, lines: list[Row], at: str) -> Iterator[str]:
    """Reports and materials that are on file, of what was paid for until that day."""
    paid = {line.get("training") for line in lines} | {line.get("campaign") for line in lines}
    for table, materials in (("trainings", "training_materials"), ("campaigns", "campaign_materials")):
        for one in (one for one in file.all(table) if one["id"] in paid):
            if table == "campaigns" or one.get("starts_on", NEVER) <= at:
                yield from [one["id"]] if one.get("report") else []
                yield from (row["id"] for row in file.of(materials, table[:-1], one["id"]) if row.get("link"))
    yield from (row["id"] for row in file.of("programme_reports", "programme", programme) if row.get("link"))


def _below(rows: dict[str, Row], id: str) -> set[str]:
    own = {one for one, row in rows.items() if row.get("part_of") == id}
    return own | {deeper for one in own for deeper in _below(rows, one)}


def outside(file: File, asked: Asked) -> Counted:
    found = [
        one
        for one in file.all("outside_reports")
        if (due := one.get("outside_deadline"))
        and due >= asked.since
        and (due <= asked.until or not one.get("submitted_on"))
    ]
    late = sum((one.get("due") or one["outside_deadline"]) < asked.at < one.get("submitted_on", NEVER) for one in found)
    questions = [row for one in found for row in file.of("outside_questions", "report", one["id"])]

    def cleared(row: Row) -> bool:
        return row.get("state") == "cleared" and bool(row.get("cleared_by"))

    return {
        "reports": len(found),
        **({"late": late} if late else {}),
        "each": [
            {
                "id": one["id"],
                "cleared": sum(cleared(row) for row in questions if row.get("report") == one["id"]),
                "questions": sum(row.get("report") == one["id"] for row in questions),
            }
            for one in found
        ],
        "questions": [
            {"id": row["id"], "answer": row.get("answer", "") if cleared(row) else None} for row in questions
        ],
        "clearance": [
            {"by": row["by"], "done_on": row.get("done_on")}
            for one in found
            for row in file.of("clearance_steps", "report", one["id"])
        ],
    }


def rounds(file: File, asked: Asked) -> Counted:
    found: Counted = {"rounds": [], "reported": [], "unreported": [], "needs": [], "next": [], "silent": []}
    ran = [
        one
        for one in file.all("rounds")
        if (closes := str(one.get("closed_on") or one.get("closes_on") or ""))
        and one.get("opens_on", closes) <= asked.until
        and closes >= asked.since
    ]
    for one in ran:
        answers = file.of("round_answers", "round", one["id"])
        out = [row for row in answers if row.get("state", "not_asked") != "not_asked"]
        out = [row for row in out if row.get("asked_on", ALWAYS) <= asked.at]
        came = [row for row in out if row["state"] in ANSWERED and row.get("answered_on", ALWAYS) <= asked.at]
        found["rounds"].append(
            {
                "id": one["id"],
                "closes_on": one.get("closes_on"),
                "asked": len(out),
                "received": sum(row["state"] == "received" for row in came),
                "nothing_to_report": sum(row["state"] == "nothing_to_report" for row in came),
                "waiting": len(out) - len(came),
            }
        )
        found["silent"] += [{"id": row["id"]} for row in out if row not in came]
        parts = (
            _activities(file, one.get("plan", "")) if one.get("kind", "activity_reports") == "activity_reports" else []
        )
        for part in parts:
            told = [
                row
                for row in file.of("activity_reports", "activity", part["id"])
                if row.get("round") == one["id"] and row.get("reported_on", ALWAYS) <= asked.at
            ]
            each = {row.get("organization"): row for row in told}.values()
            lead = [row for row in each if row.get("organization") == part.get("lead")]
            key = {"of": one["title"], "id": part["id"]}
            if told:
                said = (lead or [max(each, key=lambda row: (row["reported_on"], row["id"]))])[0]
                found["reported"].append({**key, "standing": said.get("status", "not_started")})
            else:
                found["unreported"].append(key)
            found["needs"] += [key for row in each if row.get("constraints") or row.get("support_needed")]
            found["next"] += [key for row in each if row.get("next_steps")]
    if not asked.named:
        del found["silent"]
    return {"held": len(ran)} | {
        name: rows for name, rows in found.items() if rows or name not in ("needs", "next", "reported")
    }


ANSWERED = ("received", "nothing_to_report")


def calendar(file: File, asked: Asked) -> Counted:  # noqa: C901 - a kind of day after the other
    today, found = asked.today, []

    def put(day: str | None, id: str, *, done: bool, ends: str = "", begins: str = "", known: bool = True) -> None:
        if day is None or not asked.since <= day <= asked.until:
            return
        state = "to_come"
        if done or (ends and ends < today):
            state = "done"
        elif ends and ends != day + "!" and day <= today:
            state = "under_way"
        elif day < today:
            state = "overdue" if known else "not_reported"
        elif begins and begins <= today:
            state = "begun"
        found.append({"id": id, "date": day, "state": state})

    for row in file.all("meetings"):
        if row.get("state", "planned") != "cancelled":
            put(row.get("date"), row["id"], done=row.get("state") == "held")
    for row in file.all("calendar_items"):
        put(row.get("date"), row["id"], done="done_on" in row)
    for row in file.all("rounds"):
        put(row.get("opens_on"), row["id"], done="closed_on" in row or row.get("opens_on", NEVER) < today)
        put(row.get("closes_on"), row["id"], done="closed_on" in row)
    for row in file.all("programme_reports"):
        put(row.get("due"), row["id"], done="sent_on" in row)
    for row in file.all("outside_reports"):
        put(row.get("due") or row.get("outside_deadline"), row["id"], done="submitted_on" in row)
    for row in file.all("track_steps"):
        put(row.get("done_on") or row.get("planned"), row["document"], done="done_on" in row)
    for part in (part for one in _plans(file) for part in _activities(file, one["id"])):
        stands = standing(file, part, today)
        put(part.get("ends_on"), part["id"], done=stands in OVER, known=stands != "no_report_received")
    for row in file.all("trainings"):
        put(row.get("starts_on"), row["id"], done=False, ends=row.get("ends_on") or row.get("starts_on", ""))
    for row in file.all("campaigns"):
        put(row.get("starts_on"), row["id"], done=False, ends=row.get("ends_on") or NEVER)
    states = Counter(str(row["state"]) for row in found)
    return {"entries": len(found), "late": states["overdue"], "unreported": states["not_reported"], "days": found}


def work_plan(file: File, asked: Asked) -> Counted:
    plenaries = [
        {"date": one["date"], "named": one.get("reference") or f"M-{one['date']}"}
        for one in file.all("meetings")
        if not one.get("series") and one.get("state", "planned") != "cancelled" and one.get("date")
    ]
    return {
        "subjects": [
            {
                "id": row["id"],
                "meeting": (max(before, key=lambda one: one["date"])["named"] if before else None),
            }
            for row in file.all("calendar_items")
            if row.get("paragraph") and asked.since <= row.get("date", ALWAYS) <= asked.until
            for before in [[one for one in plenaries if one["date"] <= row["date"]]]
        ]
    }


def trainings(file: File, asked: Asked) -> Counted:
    began = [one for one in file.all("trainings") if asked.since <= one.get("starts_on", ALWAYS) <= asked.until]
    held = [one for one in began if one["starts_on"] <= asked.today]
    if not asked.whole:
        return {"held": len(held), "planned": len(began) - len(held)}
    people = {one["id"]: list(_came(file, one["id"])) for one in held}
    sexes = _added(pair for pairs in people.values() for pair in pairs)
    return {
        "held": len(held),
        "planned": len(began) - len(held),
        "participations": sexes.total(),
        **{name: sexes[name] for name in ("female", "male", "not_known")},
        "trainings": [
            {"id": id, **{name: of[name] for name in ("female", "male", "not_known")}, "total": of.total()}
            for id, pairs in people.items()
            for of in [_added(pairs)]
        ],
    }


def _added(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, count in pairs:
        found[name] += count
    return found


def _came(file: File, training: str) -> Iterator[tuple[str, int]]:
    """Sex and number of who came: different people by name, and counts of organizations of which nobody is named."""
    named: dict[object, Row] = {}
    for row in file.of("participants", "training", training):
        home = row.get("organization") or file.get("people", row.get("person")).get("organization")
        if row.get("state") == "attended":
            named.setdefault(row.get("person") or (str(row.get("name")).casefold(), home), row | {"home": home})
    yield from ((row.get("sex", "not_known"), 1) for row in named.values())
    homes = {row["home"] for row in named.values()}
    for row in file.of("participant_counts", "training", training):
        if row.get("organization") not in homes:
            yield row.get("sex", "not_known"), row["count"]


DISTRICTS = (
    "Aileu", "Ainaro", "Baucau", "Bobonaro", "Cova Lima", "Díli", "Ermera", "Lautém", "Liquiçá", "Manatuto", "Manufahi",
    "Oecusse", "Viqueque",
)  # fmt: skip
"""Of 2009 (DOMAIN.md §7)."""


def _place(name: str | None) -> str:
    spelled = {"LIQUICA": "Liquiçá"}.get(name or "", name or "")
    return spelled if spelled in DISTRICTS else ""


def _reach(own: list[Row]) -> Row:
    by_basis = {
        basis: [one for one in own if one.get("basis", "not_known") == basis] for basis in ("counted", "estimated")
    }
    sums = {basis: sum(one.get("reached", 0) for one in rows) for basis, rows in by_basis.items()}
    known = [one for rows in by_basis.values() for one in rows if "reached" in one]
    return {"actions": len(own), **sums, "without_figure": len(own) - len(known)}


def campaigns(file: File, asked: Asked) -> Counted:
    done = [one for one in file.all("field_actions") if asked.since <= one.get("date", ALWAYS) <= asked.at]
    seen = [one for one in done if one.get("kind", "event") in ("event", "material_distributed")]
    places = {name: [one for one in seen if _place(one.get("district")) == name] for name in (*DISTRICTS, "")}
    held = [one for one in file.all("trainings") if asked.since <= one.get("starts_on", ALWAYS) <= asked.at]
    acted = {one["campaign"] for one in done}
    ran = [
        one
        for one in file.all("campaigns")
        if one["id"] in acted
        or ((first := one.get("starts_on") or one.get("ends_on")) and first <= asked.until and _running(one, asked))
    ]
    unclear = {"elsewhere": len(places[""]), "undated": sum("date" not in one for one in file.all("field_actions"))}
    counts = {
        "held": len(ran),
        "actions": len(seen),
        "covered": sum(bool(places[name]) for name in DISTRICTS),
        "of": len(DISTRICTS),
        **{name: count for name, count in unclear.items() if count},
        **({"gaps": gaps} if (gaps := {name for name in DISTRICTS if not places[name]}) else {}),
        **({"not_held_in": none} if (none := set(DISTRICTS) - {_place(one.get("district")) for one in held}) else {}),
        "held_in": [
            {"district": name, "trainings": sum(_place(one.get("district")) == name for one in held)}
            for name in DISTRICTS
        ],
        "materials": [
            {"id": row["id"], **{name: row.get(name) for name in ("printed", "distributed", "in_stock")}}
            for one in ran
            for row in file.of("campaign_materials", "campaign", one["id"])
        ],
    }
    if not asked.whole:
        return counts
    return counts | {
        "campaigns": [
            {
                "id": one["id"],
                **_reach(own := [row for row in seen if row["campaign"] == one["id"]]),
                "districts": len({_place(row.get("district")) for row in own} - {""}),
            }
            for one in ran
        ],
        "on_site": [{"district": name, **_reach(own)} for name, own in places.items() if name or own],
        "on_air": [
            {"medium": medium, **_reach([one for one in done if one.get("kind") == medium])}
            for medium in ("broadcast", "online")
        ],
    }


def presence(file: File, asked: Asked) -> Counted:
    lines: set[tuple[str, str, str]] = set()
    for part in (part for one in _plans(file) for part in _activities(file, one["id"])):
        hidden = part.get("location_protected") and not asked.whole
        places = {_place(name) for name in _list(part.get("districts")) if not hidden} or {""}
        homes = {home for name in ("lead", "co_leads", "partners") for home in _list(part.get(name))}
        if _running(part, asked):
            lines |= {(home, part["id"], place) for home in homes for place in places}
    here = {name: [line for line in lines if line[2] == name] for name in (*DISTRICTS, "")}
    national = len({part for _, part, _ in here[""]})
    return {
        "activities": len({part for _, part, _ in lines}),
        "lines": len(lines),
        **({"national": national} if national else {}),
        **({"gaps": gaps} if (gaps := {name for name in DISTRICTS if not here[name]}) else {}),
        "overlaps": [{"district": place, "count": len(leads)} for place, leads in _leading_together(file, lines)],
        "each": [{"id": "/".join(line)} for line in lines],
        "districts": [
            {
                "district": name or None,
                "activities": len({o[1] for o in own}),
                "organizations": len({o[0] for o in own}),
            }
            for name, own in here.items()
        ],
    }


def _leading_together(file: File, lines: set[tuple[str, str, str]]) -> Iterator[tuple[str, set[str]]]:
    """Where several lead what stands under one objective in one district."""
    under: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for home, id, place in lines:
        part = file.get("activities", id)
        if place and part.get("lead") == home and part.get("part_of"):
            under[place, part["part_of"]].add(home)
    yield from ((place, leads) for (place, _), leads in under.items() if len(leads) > 1)


def annual(file: File, asked: Asked) -> Counted:
    parts = ("attendance", "decisions", "followup", "trainings", "campaigns", "recommendations")
    return {name: REPORTS[name](file, asked) for name in (*parts, "plan")}


DELAYS = ("overdue", "late", "beyond", "days_beyond", "in_time", "slips")


def counted(kind: str, file: File, asked: Asked) -> Counted:
    """A report for its readers: only the chair and the secretariat are told who is late (DOMAIN.md §4)."""
    found = REPORTS[kind](file, asked)
    return found if asked.compared else _without_delays(found)


def _without_delays(found: Any) -> Any:
    if isinstance(found, list):
        return [_without_delays(one) for one in found]
    if isinstance(found, dict):
        return {name: _without_delays(value) for name, value in found.items() if name not in DELAYS}
    return "pending" if found == "overdue" else found


REPORTS: dict[str, Callable[[File, Asked], Counted]] = {
    "followup": followup, "decisions": decisions, "attendance": attendance, "trainings": trainings,
    "campaigns": campaigns, "programme": programme, "plan": plan, "recommendations": recommendations,
    "outside": outside, "round": rounds, "ageing": ageing, "calendar": calendar, "work_plan": work_plan,
    "presence": presence, "annual": annual,
}  # fmt: skip
