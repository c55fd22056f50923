"""Moves modules and definitions to other modules, and gives names to them, by a plan; nothing else changes.

    python -m tests.tools.move PLAN

A plan is lines of text. Each names a new module (or package) and what goes into it, in this order:

    records/planned.py = records/planned_state.py
    minutes/gaps.py = minutes/gaps.py, minutes/gaps.py
    records/group.py = app/opening.py:group_of:GROUP_KEY
        "The group's own record."
    rename app/session.py:Desk Session

Paths lie below `src/ictwg`, or below the root where they begin with `tests/`. A quoted line is the docstring of the
module; without one it has that of its first source. Sources are whole modules, or definitions of one behind colons;
`rename` gives a definition another name wherever it is used. Imports, dotted names and paths in texts follow
everywhere. What cannot be done (two definitions of one name in one module, a source that is not there) is said before
anything is written. Afterwards `ruff` sorts and formats.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
_IMPORT = re.compile(r"\s*(?:from [\w.]+ import |import [\w.]+)")
TEXTS = ("pyproject.toml", ".ci/run", "README.md")


@dataclass
class Target:
    """A module of the plan, and what goes into it."""

    path: str
    sources: list[tuple[str, tuple[str, ...]]]
    doc: str = ""


@dataclass
class Plan:
    targets: list[Target] = field(default_factory=list)
    names: dict[tuple[str, str], str] = field(default_factory=dict)


def module_of(path: str) -> str:
    """`ui/text.py` as `ictwg.ui.text`, `tests/ui/stage.py` as `tests.ui.stage`."""
    name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return name if name.split(".")[0] == "tests" else f"ictwg.{name}" if name != "__init__" else "ictwg"


def file_of(path: str) -> Path:
    return ROOT / (path if path.startswith("tests/") else f"src/ictwg/{path}")


def read_plan(text: str) -> Plan:
    plan = Plan()
    for line in text.splitlines():
        said = line.split("  #")[0].strip()
        if not said or said.startswith("#"):
            continue
        if said.startswith('"'):
            text = said.strip('"')
            plan.targets[-1].doc = f'"""{text}"""'
        elif said.startswith("rename "):
            _, old, new = said.split()
            path, _, name = old.partition(":")
            plan.names[module_of(path), name] = new
        else:
            path, _, sources = said.partition("=")
            found = [one.strip().split(":") for one in sources.split(",") if one.strip()]
            plan.targets.append(Target(path.strip(), [(one[0], tuple(one[1:])) for one in found]))
    return plan


@dataclass
class Piece:
    """A statement of a module with the comments before it and the text that describes it."""

    text: str
    names: tuple[str, ...]


Import = tuple[str, str, str]
"""Module (empty for `import x`), name, and the name here."""


class Module:
    """The parts of a source file."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.lines = text.split("\n")
        self.tree = ast.parse(text)
        first = self.tree.body[0] if self.tree.body else None
        self.doc = "\n".join(self.lines[first.lineno - 1 : first.end_lineno]) if first and is_text(first) else ""
        self.imports: list[Import] = []
        self.for_types: list[Import] = []
        self.pieces: list[Piece] = []
        self.type_pieces: list[Piece] = []
        self._parts()

    def _parts(self) -> None:
        body = self.tree.body
        start = 1 if self.doc else 0
        end = body[0].end_lineno or 0 if start else 0
        for node in body[start:]:
            first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
            before = self.lines[end : first - 1]
            text = "\n".join([*before, *self.lines[first - 1 : node.end_lineno]]).strip("\n")
            end = node.end_lineno or end
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                continue
            if isinstance(node, ast.Import | ast.ImportFrom) and "noqa" not in text:
                self.imports += imported(node)
            elif is_for_types(node):
                self._for_types(node)
            elif is_text(node) and self.pieces:
                self.pieces[-1].text += "\n" + text
            else:
                self.pieces.append(Piece(text, bound(node)))
        if rest := "\n".join(self.lines[end:]).strip("\n"):
            self.pieces.append(Piece(rest, ()))

    def _for_types(self, node: ast.stmt) -> None:
        assert isinstance(node, ast.If)
        for one in node.body:
            if isinstance(one, ast.Import | ast.ImportFrom):
                self.for_types += imported(one)
            elif is_text(one) and self.type_pieces:
                self.type_pieces[-1].text += "\n" + "\n".join(self.lines[one.lineno - 1 : one.end_lineno])
            else:
                said = "\n".join(self.lines[one.lineno - 1 : one.end_lineno])
                self.type_pieces.append(Piece(said, bound(one)))
        for one in node.orelse:
            said = "\n".join(line[4:] for line in self.lines[one.lineno - 1 : one.end_lineno])
            self.pieces.append(Piece(f"if not TYPE_CHECKING:\n{indented(said)}", bound(one)))

    @property
    def defined(self) -> set[str]:
        return {name for piece in (*self.pieces, *self.type_pieces) for name in piece.names}


def indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else line for line in text.split("\n"))


def is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def is_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imported(node: ast.Import | ast.ImportFrom) -> list[Import]:
    if isinstance(node, ast.Import):
        return [("", one.name, one.asname or "") for one in node.names]
    return [(node.module or "", one.name, one.asname or one.name) for one in node.names]


def bound(node: ast.stmt) -> tuple[str, ...]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return (node.name,)
    found = []
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        places = node.targets if isinstance(node, ast.Assign) else [node.target]
        found = [one.id for place in places for one in ast.walk(place) if isinstance(one, ast.Name)]
    if isinstance(node, ast.If | ast.Try | ast.With | ast.For):
        found = [name for one in ast.walk(node) if isinstance(one, ast.stmt) and one is not node for name in bound(one)]
    return tuple(found)


class Mover:
    """Knows where everything is and where it goes."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.paths: dict[str, Path] = {}
        for top, prefix in (("src/ictwg", "ictwg"), ("tests", "tests")):
            for path in sorted((ROOT / top).rglob("*.py")):
                parts = path.relative_to(ROOT / top).with_suffix("").parts
                parts = parts[:-1] if parts[-1] == "__init__" else parts
                self.paths[".".join((prefix, *parts))] = path
        self.texts = {name: path.read_text(encoding="utf-8") for name, path in self.paths.items()}
        self.modules = {name: Module(name, text) for name, text in self.texts.items()}
        self.whole: dict[str, str] = {}
        self.single: dict[tuple[str, str], str] = {}
        self.wrong: list[str] = []
        for target in plan.targets:
            new = module_of(target.path)
            for source, names in target.sources:
                old = module_of(source)
                if old not in self.modules:
                    self.wrong.append(f"{target.path}: there is no {source}")
                    continue
                if not names:
                    self.whole[old] = new
                for name in names:
                    if name not in self.modules[old].defined:
                        self.wrong.append(f"{target.path}: {source} has no {name}")
                    self.single[old, name] = new

    def place(self, module: str, name: str) -> tuple[str, str]:
        """Where a definition is afterwards, and how it is called there."""
        new = self.single.get((module, name)) or self.whole.get(module, module)
        return new, self.plan.names.get((module, name), name)

    def renamed_in(self, module: str) -> dict[str, str]:
        return {name: new for (old, name), new in self.plan.names.items() if old == module}

    def moved_as_it_is(self, target: Target) -> str | None:
        """The module that a target is under another name, and nothing else."""
        if len(target.sources) != 1 or target.doc or target.sources[0][1]:
            return None
        old = module_of(target.sources[0][0])
        return None if any(module == old for module, _ in self.single) else old

    def import_lines(self, node: ast.Import | ast.ImportFrom, here: str, renamed: dict[str, str]) -> list[str] | None:
        """The statement as it is afterwards; None where it stays."""
        entries, changed = [], False
        for entry in imported(node):
            new = self.entry(entry, here, renamed)
            changed |= new != entry
            if new is not None:
                entries.append(new)
        return import_text(entries) if changed else None

    def entry(self, entry: Import, here: str, renamed: dict[str, str]) -> Import | None:
        """An import afterwards; None where what it names is in the same module then."""
        module, name, shown = entry
        if not module:
            return ("", self.whole.get(name, name), shown)
        full = f"{module}.{name}"
        if full in self.modules:
            new = self.whole.get(full, full)
            package, _, last = new.rpartition(".")
            return (package, last, shown)
        if module not in self.modules:
            return entry
        new, called = self.place(module, name)
        shown_now = called if shown == name else shown
        if shown != shown_now:
            renamed[shown] = shown_now
        if new == here:
            if shown not in (name, called):
                renamed[shown] = called
            return None
        return (new, called, shown_now)

    def carried(self, module: str, text: str, here: str, own: dict[str, str]) -> str:
        """A text of a module with its imports and names as they are afterwards.

        Args:
            module: Where the text stands now.
            text: Statements.
            here: Where they are afterwards.
            own: Names of the module itself that change.
        """
        renamed = dict(own)
        tree = ast.parse(text)
        edits: list[tuple[int, int, list[str]]] = []
        header = self.modules[module]
        for entry in (*header.imports, *header.for_types):
            self.entry(entry, here, renamed)
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                lines = self.import_lines(node, here, renamed)
                if lines is not None:
                    pad, said = " " * node.col_offset, text.split("\n")[node.lineno - 1]
                    noted = said[said.index("  # noqa") :] if "  # noqa" in said else ""
                    new = [pad + line + noted for line in lines] or [pad + "pass"]
                    edits.append((node.lineno, node.end_lineno or 0, new))
        lines = text.split("\n")
        if renamed:
            lines = with_names(lines, tree, renamed, skip={n for a, b, _ in edits for n in range(a, b + 1)})
        for first, last, new in sorted(edits, reverse=True):
            lines[first - 1 : last] = new
        return "\n".join(lines)

    def follow(self, text: str) -> str:
        """Dotted names and paths in a text."""
        dotted = re.compile(r"(?<![\w.])(?:ictwg|tests)(?:\.[A-Za-z_]\w*)+")

        def dots(match: re.Match[str]) -> str:
            said = match[0]
            parts = said.split(".")
            for end in range(len(parts), 1, -1):
                head = ".".join(parts[:end])
                if end < len(parts) and (head, parts[end]) in self.single | self.plan.names:
                    new, called = self.place(head, parts[end])
                    return ".".join((new, called, *parts[end + 1 :]))
                if head in self.whole:
                    return ".".join((self.whole[head], *parts[end:]))
            return said

        lines = (one if _IMPORT.match(one) else dotted.sub(dots, one) for one in text.split("\n"))
        return self._paths("\n".join(lines))

    def _paths(self, text: str) -> str:
        def path(match: re.Match[str]) -> str:
            before, said = match[1] or "", match[2]
            old = module_of(said if not before.endswith("tests/") else f"tests/{said}")
            if old not in self.whole:
                return match[0]
            new = self.whole[old].split(".", 1)[1].replace(".", "/")
            return f"{before}{new}.py"

        return re.sub(r"((?:src/ictwg/|ictwg/|tests/)?)((?:\w+/)+\w+\.py)", path, text)


def import_text(entries: list[Import]) -> list[str]:
    said = []
    for module, name, shown in entries:
        as_said = f" as {shown}" if shown and shown != name else ""
        said.append(f"from {module} import {name}{as_said}" if module else f"import {name}{as_said}")
    return said


def with_names(lines: list[str], tree: ast.AST, renamed: dict[str, str], skip: set[int]) -> list[str]:
    """Lines in which names are replaced, but not where they are attributes or keywords."""
    said = (place for node in ast.walk(tree) for place in _named(node, lines))
    places = {place for place in said if place[2] in renamed}
    out = [line.encode() for line in lines]
    for number, column, name in sorted(places, reverse=True):
        if number not in skip:
            line = out[number - 1]
            out[number - 1] = line[:column] + renamed[name].encode() + line[column + len(name.encode()) :]
    return [line.decode() for line in out]


def _named(node: ast.AST, lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Where a node says names: line, column in bytes, name."""
    if isinstance(node, ast.Name):
        yield node.lineno, node.col_offset, node.id
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.col_offset == 0:
        yield from _on_line(node.lineno, lines, [node.name])
    elif isinstance(node, ast.Global):
        yield from _on_line(node.lineno, lines, node.names)


def _on_line(number: int, lines: list[str], names: list[str]) -> Iterator[tuple[int, int, str]]:
    for name in names:
        if at := re.search(rf"\b{name}\b", lines[number - 1]):
            yield number, len(lines[number - 1][: at.start()].encode()), name


def assembled(mover: Mover, target: Target) -> str:
    """The text of a module of the plan."""
    here = module_of(target.path)
    if (old := mover.moved_as_it_is(target)) is not None:
        return mover.follow(mover.carried(old, mover.texts[old], here, mover.renamed_in(old)))
    made = _Made()
    for path, names in target.sources:
        module = mover.modules[module_of(path)]
        target.doc = target.doc or mover.follow(module.doc)
        made.add(mover, module, here, names, target.path)
    for entry in [entry for entry in made.types if entry in made.runtime]:
        del made.types[entry]
    clash(mover, target, (*made.runtime, *made.types), made.seen)
    return made.text(target.doc)


class _Made:
    """A module while its sources are added."""

    def __init__(self) -> None:
        self.runtime: dict[Import, None] = {}
        self.types: dict[Import, None] = {}
        self.pieces: list[str] = []
        self.type_pieces: list[str] = []
        self.seen: dict[str, str] = {}

    def add(self, mover: Mover, module: Module, here: str, names: tuple[str, ...], path: str) -> None:
        old = module.name
        own = mover.renamed_in(old)
        wanted = [p for p in module.pieces if belongs(mover, old, p, names)]
        for_types = [p for p in module.type_pieces if belongs(mover, old, p, names)]
        for piece in wanted:
            if self._is_new(piece, own, mover, f"{path}: {old}"):
                self.pieces.append(mover.follow(mover.carried(old, piece.text, here, own)))
        for piece in for_types:
            if self._is_new(piece, own, mover, f"{path}: {old}"):
                self.type_pieces.append(mover.carried(old, dedented(piece.text), here, own))
        for entries, into in ((module.imports, self.runtime), (module.for_types, self.types)):
            into |= {new: None for entry in entries if (new := mover.entry(entry, here, {})) is not None}
        into_own(mover, old, here, names, self.runtime)

    def _is_new(self, piece: Piece, own: dict[str, str], mover: Mover, place: str) -> bool:
        called = {own.get(name, name) for name in piece.names}
        known = {name for name in called if name in self.seen}
        mover.wrong += [f"{place}: a second {name}" for name in known if self.seen[name] != piece.text]
        self.seen |= dict.fromkeys(called, piece.text)
        return not known

    def text(self, doc: str) -> str:
        if not self.pieces and not self.runtime:
            return f"{doc}\n" if doc else ""
        head = [doc, "from __future__ import annotations", *import_text(list(self.runtime))]
        if self.types or self.type_pieces:
            head.append("from typing import TYPE_CHECKING")
            inside = "\n".join([*import_text(list(self.types)), *self.type_pieces])
            self.pieces.insert(0, "if TYPE_CHECKING:\n" + indented(inside))
        return "\n".join(head).lstrip() + "\n\n" + "\n\n\n".join(self.pieces) + "\n"


def dedented(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.split("\n"))


def belongs(mover: Mover, old: str, piece: Piece, names: tuple[str, ...]) -> bool:
    if names:
        return any(name in names for name in piece.names)
    return not any((old, name) in mover.single for name in piece.names)


def into_own(mover: Mover, old: str, here: str, names: tuple[str, ...], runtime: dict[Import, None]) -> None:
    """What a moved definition used of the module that it was in, and what stays there uses of it, is imported."""
    for name in mover.modules[old].defined:
        new, called = mover.place(old, name)
        if new != here and (names or (old, name) in mover.single):
            runtime[new, called, called] = None


def clash(mover: Mover, target: Target, entries: tuple[Import, ...], seen: dict[str, str]) -> None:
    """Names that would mean two things."""
    by_name: dict[str, set[Import]] = defaultdict(set)
    for entry in entries:
        by_name[entry[2] or entry[1].split(".")[0]].add(entry)
    for name, found in by_name.items():
        if len(found) > 1 and name != "TYPE_CHECKING":
            mover.wrong.append(f"{target.path}: {name} is imported as {sorted(found)}")
        if name in seen:
            mover.wrong.append(f"{target.path}: {name} is imported from {sorted(found)} and defined")


def texts_after(mover: Mover) -> tuple[dict[Path, str], dict[Path, Path]]:
    """What is written where, and which file moves where."""
    new: dict[Path, str] = {}
    gone: dict[Path, Path] = {}
    targets = {module_of(one.path): one for one in mover.plan.targets}
    for target in mover.plan.targets:
        new[file_of(target.path)] = assembled(mover, target)
    for name, file in mover.paths.items():
        if name in mover.whole:
            gone[file] = file_of(targets[mover.whole[name]].path)
        elif any(old == name for old, _ in mover.single) and name not in targets:
            path = str(file.relative_to(ROOT)).removeprefix("src/ictwg/")
            new[file] = assembled(mover, Target(path, [(path, ())]))
        elif file not in new:
            text = mover.follow(mover.carried(name, mover.texts[name], name, mover.renamed_in(name)))
            if text != mover.texts[name]:
                new[file] = text
    return new, gone


def main(arguments: list[str]) -> None:
    mover = Mover(read_plan(Path(arguments[0]).read_text(encoding="utf-8")))
    if mover.wrong:
        sys.exit("\n".join(mover.wrong))
    new, gone = texts_after(mover)
    if mover.wrong:
        sys.exit("\n".join(dict.fromkeys(mover.wrong)))
    for old, place in gone.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            subprocess.run(["git", "mv", str(old), str(place)], cwd=ROOT, check=True)
        elif old != place and old not in new:
            subprocess.run(["git", "rm", "-q", "-f", str(old)], cwd=ROOT, check=True)
    for file, text in new.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for said in TEXTS:
        file = ROOT / said
        file.write_text(mover.follow(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
