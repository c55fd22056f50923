"""A group's file in which single values are wrong, as a script, a hand or a newer program may leave it; digest right.

Two devices meet it: a new one, which takes the file as it is, and one that had the good file before.
"""

from __future__ import annotations

import gc
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from hashlib import blake2b, sha256
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from unittest import mock

from ictwg.app.opening import open_group
from ictwg.app.session import Session
from ictwg.cli import main
from ictwg.domain.author import Author
from ictwg.domain.changes import LIVE, Changes, Write
from ictwg.domain.clock import Clock
from ictwg.domain.records import Group, Series
from ictwg.domain.schema import RECORDS, Field, Record
from ictwg.store.local.home import Home
from ictwg.store.store import Store

Document = dict[str, Any]

TODAY = "2010-02-15"
EXAMPLE = Path(__file__).parent.parent / "data" / "example.json"
WRONG: dict[str, Any] = {
    "array": ["2027-01-01"],
    "object": {"a": {"b": [1, None]}},
    "fraction": 1.5,
    "flag": True,
    "number": -(2**60),
    "word": "no such word 32/13/20100",
}
"""Six kinds of JSON; a field that may hold one of them gets the next (`wrong_for`)."""
STRANGER = "stranger~aaaaaaaaaa"
SYNC = "_sync"
LAST = {"_trash": 1, "_log": 2}
LEADING = ("format", "schema", "min_reader", "min_writer", "db")
SIGNED = ("digest", "floor", "ctx")
NUMBERS = ("schema", "min_reader", "min_writer", "floor")

COMMANDS = (
    ("members",), ("people", "--csv"), ("meetings", "--json"), ("actions",), ("decisions", "--json"),
    ("tasks", "--csv"), ("search", "draft"), ("show", "group"), ("history", "--limit", "5"), ("report", "followup"),
    ("report", "attendance"), ("report", "decisions"), ("conflicts",), ("trash",), ("check",),
    ("repair", "--dry-run"), ("agenda", "M-2010-03-12"), ("export", "book"),
    ("add", "action", "Write to MFA", "--owner", "MFA", "--due", "30 Mar"), ("undo",),
)  # fmt: skip


class Ran(NamedTuple):
    words: tuple[str, ...]
    code: int
    out: str
    err: str


class Bad:
    """The folder of a good file, which devices have or have not seen, and then a bad one in its place."""

    def __init__(self, folder: Path, good: bytes) -> None:
        self.folder = folder
        self.path = folder / "group.json"
        self.path.write_bytes(good)
        session = self.session("old")
        session.store.close()
        self._good = json.loads(good)

    def put(self, change: Callable[[Document], object]) -> None:
        """The good file with one thing changed, or many."""
        document = json.loads(json.dumps(self._good))
        change(document)
        self.path.write_bytes(signed(document))

    def home(self, device: str) -> Home:
        return Home.at(str(self.folder / device))

    def session(self, device: str) -> Session:
        from ictwg.cli.session import civil_date

        session = open_group(str(self.path), home=self.home(device), writer=True, today=civil_date(TODAY))
        session.store.sync.catch_up()
        return session

    def run(self, device: str, *words: str) -> Ran:
        """A command in this process."""
        out, err = io.StringIO(), io.StringIO()
        found = {"ICTWG_HOME": str(self.folder / device), "ICTWG_FILE": str(self.path)}
        with mock.patch.dict(os.environ, found), redirect_stdout(out), redirect_stderr(err):
            here = Path.cwd()
            os.chdir(self.folder)
            try:
                code = main(["--today", TODAY, *words])
            except SystemExit as left:  # as the help of a command ends
                code = int(left.code or 0)
            finally:
                os.chdir(here)
                gc.enable()  # a command ends before garbage matters; here there is another
        return Ran(words, code, out.getvalue(), err.getvalue())

    def again(self, device: str) -> None:
        """The device as if it had not been there."""
        shutil.rmtree(self.folder / device, ignore_errors=True)


def signed(document: Document) -> bytes:
    """The bytes of a file with this content, whatever it is, and the digest of just this.

    Laid out as `ictwg.store.format.lines` says, but not by it: the program refuses some of what is to be signed.
    """
    names = sorted((name for name in document if name != SYNC), key=lambda name: (LAST.get(name, 0), name))
    tables = [_table(name, document[name]) for name in names if document[name] != {}]
    whole = sha256(b"".join(_hash(line) for table in [[_header(document[SYNC])], *tables] for line in table))
    header = _header(document[SYNC], whole.hexdigest())
    laid_out = [first + (b"\n" + b",\n".join(rows) + b"\n}" if rows else b"") for first, *rows in tables]
    return b",\n".join([header, *laid_out]) + b"}\n"


def _table(name: str, rows: Any) -> list[bytes]:
    """Its opening and its lines in their order; one line where it is none."""
    opening = _json(name) + b":"
    if not isinstance(rows, dict):
        return [opening + _json(rows)]
    return [opening + b"{"] + [_json(key) + b":" + _json(rows[key]) for key in sorted(rows, key=lambda k: (len(k), k))]


def _header(sync: Any, digest: str = "") -> bytes:
    """The first line; what is no header stays as it is."""
    row = sync.get("1") if isinstance(sync, dict) else None
    if not isinstance(row, dict):
        return b'{"_sync":' + _json(sync)
    others = sorted(row.keys() - {*LEADING, *SIGNED})
    order = [name for name in (*LEADING, "digest", "floor", *others, "ctx") if name in row]
    return b'{"_sync":' + _json({**sync, "1": {name: row[name] for name in order} | {"digest": digest}})


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def _hash(line: bytes) -> bytes:
    return blake2b(line, digest_size=16).digest()


def good_group(folder: Path) -> bytes:
    """The example, and of every record type the records that `wrong_together` needs, every field said."""
    path = folder / "made.json"
    path.write_bytes(EXAMPLE.read_bytes())
    store = Store.open(str(path), home=Home.at(str(folder / "maker")), clock=Clock(), author=Author("ana", "desk"))
    ids = {kind: next((r.id for r in store.all(kind)), store.new_id()) for kind in RECORDS.values()}
    store.commit(Changes("verbs.imported", "", tuple(_writes(store, ids))))
    store.sync.share()
    store.close()
    return path.read_bytes()


def _writes(store: Store, ids: dict[type[Record], str]) -> Iterator[Write]:
    """For each two wrong values a record of its own; their series and links are those of the example."""
    for kind in RECORDS.values():
        if kind is Group:
            continue
        for number in range(len(wrong_together(kind))):
            id = ids[kind] if not number and store.get(kind, ids[kind]) is None else store.new_id()
            for field in kind.fields():
                yield from _good(kind, id, field, ids, number)
            yield Write(kind.TABLE, id, LIVE, True)


def _good(kind: type[Record], id: str, field: Field[Any], ids: dict[type[Record], str], number: int) -> Iterator[Write]:
    target: Any = getattr(field, "target", None)
    value: Any = {
        "line": f"{field.name} {number}", "text": f"{field.name} {number}", "printed": "{}", "number": number,
        "flag": False, "date": "2010-02-12", "due": "2010-02-12", "time": "09:30", "position": f"a{number}",
        "stamp": "2010-02-12T09:30:00+00:00",
    }.get(field.kind)  # fmt: skip
    if field.name in {"series", "code"} and kind is not Series:
        value = ""
    elif field.name == "reference":
        value = f"{kind.TABLE[0].upper()}-2009-{number + 900}"
    elif field.name in {"until", "to", "closed_on"}:
        return
    if field.kind == "choice":
        choices = tuple(field.choices)  # type: ignore[attr-defined]
        value = str(choices[number % len(choices)])
    if field.kind == "words":
        yield Write(kind.TABLE, id, f"{field.name}/word", True)
    elif field.kind == "links":
        yield Write(kind.TABLE, id, f"{field.name}/{ids[target()]}", True)
    elif field.kind == "link":
        if target() is not kind:
            yield Write(kind.TABLE, id, field.name, ids[target()])
    elif value is not None:
        yield Write(kind.TABLE, id, field.name, value)


def fits(field: Field[Any], value: Any) -> bool:
    """Whether a value is of the kind of JSON that the field holds."""
    if field.is_set:
        return isinstance(value, list)
    if field.kind == "flag":
        return isinstance(value, bool)
    if field.kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, str) and field.kind in {"line", "text", "position", "link", "printed"}


def wrong_for(field: Field[Any], kind: str) -> Any:
    """The wrong value of this kind; another one where the field may hold it."""
    order = list(WRONG)
    turned = order[order.index(kind) :] + order[: order.index(kind)]
    return next(WRONG[name] for name in turned if not fits(field, WRONG[name]))


def wrong_together(record: type[Record]) -> list[tuple[tuple[Field[Any], str], ...]]:
    """Each wrong value of each field, two by two; the fields of two stand far apart in the declaration."""
    wanted = [(field, kind) for field in record.fields() for kind in WRONG]
    half = -(-len(record.fields()) // 2) * len(WRONG)
    return [tuple(filter(None, two)) for two in zip_longest(wanted[:half], wanted[half:])]


def every_field_wrong(document: Document) -> None:
    """Each wrong value of each field, in the record that was made for it, under a dot that nobody has seen."""
    for table, record in RECORDS.items():
        made = [row for row in document[table].values() if _is_made(row)]
        for two, row in zip(wrong_together(record), made, strict=False):
            for field, kind in two:
                spoil(document, row, field.name, wrong_for(field, kind))


def every_record_wrong(document: Document) -> None:
    """Every record of the example has one field that cannot be read; of its actions, forty do not say who wrote what.

    Half of the values stand under the dots that others have: then two people seem to have answered differently.
    """
    rng = Random(11)
    for table, record in RECORDS.items():
        for row in document.get(table, {}).values():
            if not _is_made(row):
                field = rng.choice(record.fields())
                spoil(document, row, field.name, wrong_for(field, rng.choice(list(WRONG))), new=rng.random() < 0.5)
    marks_malformed(document)


def _is_made(row: Document) -> bool:
    return any(str(dots[0]).startswith("ana~") for dots in row["_v"].values())


def spoil(document: Document, row: Document, name: str, value: Any, *, new: bool = True) -> None:
    """Puts a value into a field, under a new dot or under those that stand there."""
    row[name] = value
    if not isinstance(row.get("_v"), dict):
        return
    for register in [one for one in row["_v"] if one.startswith(name + "/")]:
        del row["_v"][register]
    context = document[SYNC]["1"]["ctx"]
    if new and isinstance(context, dict):
        context[STRANGER] = context.get(STRANGER, 1_266_000_000_000) + 1
        row["_v"][name] = [f"{STRANGER}@{context[STRANGER]}"]


MALFORMED_DOTS: tuple[Any, ...] = (
    None, [], {}, 5, 1.5, True, "x", ["a~b@1"], {"*": None}, {"*": 5}, {"*": "a~b@1"}, {"*": {}}, {"*": [5]},
    {"*": [None]}, {"*": [[]]}, {"*": ["a~b"]}, {"*": ["@"]}, {"*": ["a@-1"]}, {"*": ["a@x"]}, {"*": [""]},
    {"text": ["nobody~aaaaaaaaaa@5"]}, {"nothing": ["nobody~aaaaaaaaaa@5"]}, {"*": ["a~b@1"], "text": []},
    {"*": ["a~b@99999999999999999999999"]},
)  # fmt: skip
MALFORMED_OTHERS: tuple[Any, ...] = (
    [], 5, "x", True, {"text": 5}, {"text": []}, {"text": None}, {"text": "x"}, {"text": {"a~b@1": 5}},
    {"text": {"a~b@1": []}}, {"text": {"a~b@1": "x"}}, {"text": {"": ["x"]}}, {"text": {"no dot": ["x"]}},
    {"text": {"a~b@1": {"x": 1}}}, {"nothing": {"a~b@1": ["x"]}}, {"_live": {"a~b@1": [5]}},
)  # fmt: skip


def marks_malformed(document: Document, table: str = "actions") -> None:
    """Each of the forty in a record of its own."""
    made = iter(document[table].values())
    for value in MALFORMED_DOTS:
        next(made)["_v"] = value
    for value in MALFORMED_OTHERS:
        next(made)["_c"] = value


SCALARS: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 7, 2**53, -(2**53), 2**60, -(2**70), 1.5, -0.0, 1e300, "", " ", "x", "no such word",
    "2010-02-30", "0001-01-01", "9999-12-31", "20100212", "2010-W07-1", "2010-02-12T09:30:00", "09:30:00+02:00",
    "24:00", "T09", "next_meeting", "ongoing", "FREQ=YEARLY;COUNT=-1", "FREQ=SECONDLY", "Mars/Olympus", "xx",
    "A-2010-001", "\x1b]52;c;x\x07", "\u202egpj.exe", "\ud800", "a\x00b", "x" * 5000, "[/]", "=1+1",
    "00000000001ZD9TYC1906H1REP",
)  # fmt: skip
DEEP: tuple[Any, ...] = (
    [], {}, [1], [None], ["x"], ["x", "x"], ["b", "a"], [["x"]], {"x": 1}, {"_v": []}, [{"x": []}], ["2027-01-01"],
    [True, False], {"": ""}, [1.5, "x"], {"table": "actions"}, [[[[[[[[]]]]]]]],
)  # fmt: skip


def mutate(rng: Random, document: Document) -> str:
    """One value or mark of the file changed at random; says which."""
    table, key = _one_row(rng, document)
    row, value = document[table][key], _any_value(rng)
    fields = [field.name for field in RECORDS[table].fields()] if table in RECORDS else list(row)
    if rng.random() < 0.75:
        name = rng.choice(fields)
        spoil(document, row, name, value, new=rng.random() < 0.5)
        return f"{table}.{name} = {value!r}"
    mark = rng.choice(("_v", "_c"))
    if rng.random() < 0.5:
        row[mark] = rng.choice((MALFORMED_DOTS, MALFORMED_OTHERS)[mark == "_c"] + DEEP)
        return f"{table} {mark} = {row[mark]!r}"
    register, held = rng.choice((*fields, "*", "_live")), row.get(mark)
    row[mark] = {**(held if isinstance(held, dict) else {}), register: value}
    return f"{table} {mark}[{register}] = {value!r}"


def damage(rng: Random, document: Document) -> str:
    """Likewise, of what holds the values: the header, a table, a row. Such a file may be refused, in a sentence."""
    return rng.choice((_header_damaged, _table_damaged, _row_damaged))(rng, document)


def _header_damaged(rng: Random, document: Document) -> str:
    name = rng.choice((*LEADING, "floor", "ctx", "unknown", "keys", "encrypted"))
    numbers = name in NUMBERS and rng.random() < 0.5
    value = rng.choice((0, 1, 2, 1_200_000_000_000)) if numbers else _any_value(rng)
    document[SYNC]["1"][name] = value
    return f"{SYNC} {name} = {value!r}"


def _table_damaged(rng: Random, document: Document) -> str:
    """Gone, something else, or standing under another name too."""
    table, _ = _one_row(rng, document)
    what = rng.choice(("gone", "changed", "copied"))
    if what == "copied":
        name = rng.choice(("_trash", "_log", "unknown", "", "editions"))
        document[name] = json.loads(json.dumps(document[table]))
        return f"{table} copied to {name!r}"
    document[table] = {} if what == "gone" else _any_value(rng)
    return f"{table} {what}: {document[table]!r}"


def _row_damaged(rng: Random, document: Document) -> str:
    """Gone, something else, under another key too, with another id or none, or said to be purged."""
    table, key = _one_row(rng, document)
    rows, value = document[table], _any_value(rng)
    what = rng.choice(("gone", "changed", "key", "id", "no id", "_gone"))
    if what == "gone":
        del rows[key]
    elif what == "changed":
        rows[key] = value
    elif what == "key":
        rows[rng.choice(("1", "01", "0", "-1", "1_0", "\u0663", "", "x", str(2**128), "9" * 38))] = dict(rows[key])
    elif what == "no id":
        rows[key].pop("id", None)
    else:
        rows[key][what] = value
    return f"{table} {key} {what}: {value!r}"


def _one_row(rng: Random, document: Document) -> tuple[str, str]:
    """Its table and key, among those that are still rows."""
    places = [
        [(table, key) for key, row in rows.items() if isinstance(row, dict)]
        for table, rows in document.items()
        if table != SYNC and isinstance(rows, dict)
    ]
    return rng.choice(rng.choice([rows for rows in places if rows]))


def _any_value(rng: Random) -> Any:
    return json.loads(json.dumps(rng.choice(rng.choice((SCALARS, DEEP)))))
