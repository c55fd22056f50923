"""Bugs to seed into the merge, one at a time, and the law that must see each (`tests.bench.mutations` runs them)."""

from __future__ import annotations

from typing import NamedTuple

DOTS_TESTS = "tests/merge/test_dots.py::test_"
REGISTERS_TESTS = "tests/merge/test_registers.py::test_"
ROWS_TESTS = "tests/merge/test_rows.py::test_"
LAWS = "tests/merge/test_laws.py::test_law_"
HISTORIES = "tests/merge/test_histories.py::test_law_"
STAMPS = "tests/merge/test_stamps.py::test_law_"
CODEC = "tests/store/test_codec.py::test_law_"
OLD_SUBJECTS = "tests/merge/test_redactions.py::test_law_an_old_copy_brings_no_old_subject_back"


class Mutation(NamedTuple):
    """Replace `old` by `new` in a module of `src/ictwg`; `law` is the test that fails then."""

    what: str
    module: str
    old: str
    new: str
    law: str

    def seeded(self, text: str) -> str:
        """The text of the module with the bug: its place is there once, and Python can read what becomes of it."""
        assert text.count(self.old) == 1, f"its place is there {text.count(self.old)} times"
        bad = text.replace(self.old, self.new)
        compile(bad, self.module, "exec")
        return bad


DOTS, REGISTERS, ROWS = "merge/dots.py", "merge/registers.py", "merge/rows.py"
STAMP, JOIN, REDACT, VALUES = "merge/stamps.py", "merge/join.py", "merge/redactions.py", "merge/values.py"
LINES, LINES_JOIN, ROWS_CODEC = "store/format/lines.py", "store/format/lines_join.py", "store/format/codec_rows.py"

MUTATIONS = tuple(
    Mutation(*row)
    for row in (
        ("a context covers one too many", DOTS, "dot.n <= max(", "dot.n - 1 <= max(",
         HISTORIES + "no_write_is_lost_in_any_history"),
        ("a context misses its last dot", DOTS, "dot.n <= max(", "dot.n < max(",
         DOTS_TESTS + "dot_by_dot_it_is_the_same_context"),
        ("the floor covers nothing", DOTS,
         "dot.n <= max(self.floor, self._over.get(dot.actor) or self._base.get(dot.actor, 0))",
         "dot.n <= (self._over.get(dot.actor) or self._base.get(dot.actor, 0))",
         REGISTERS_TESTS + "a_floor_covers_everybody"),
        ("contexts join by the lower number", DOTS, "max(n, ctx.get(actor, 0))", "min(n, ctx.get(actor, n))",
         LAWS + "absorbing"),
        ("contexts join by the other's number", DOTS, "max(n, ctx.get(actor, 0))", "n", LAWS + "commutative"),
        ("floors are not joined", DOTS, "Context(raised.ctx, max(self.floor, other.floor))", "raised",
         LAWS + "commutative"),
        ("what was not seen counts as seen", DOTS, "return dot not in self._unseen and super().covers(dot)",
         "return super().covers(dot)",
         "tests/store/test_rollback.py::test_what_was_shared_before_a_folder_was_put_back_in_place_stays"),
        ("what came last is not covered", DOTS, "self._over.get(dot.actor) or self._base.get(dot.actor, 0))",
         "self._base.get(dot.actor, 0))", DOTS_TESTS + "dot_by_dot_it_is_the_same_context"),
        ("what came last is forgotten when it is much", DOTS, "more._base, more._over = more.ctx, _NONE",
         "more._over = _NONE", DOTS_TESTS + "dot_by_dot_it_is_the_same_context"),
        ("the highest is that of before", DOTS, "more._highest = max(self._highest, dot.n)",
         "more._highest = self._highest", DOTS_TESTS + "dot_by_dot_it_is_the_same_context"),
        ("entries below the floor are kept", DOTS, "if n > floor}", "if n}",
         DOTS_TESTS + "contexts_that_cover_the_same_are_equal"),
        ("covering ignores the other's floor", DOTS, "other.floor <= floor and all(", "all(", LAWS + "commutative"),
        ("the winner is the lowest dot", REGISTERS, "register[max(register)][-1]", "register[min(register)][-1]",
         LAWS + "the_shown_value_is_listed_first"),
        ("the winner is the first in memory", REGISTERS, "register[max(register)][-1]",
         "next(iter(register.values()))[-1]", REGISTERS_TESTS + "the_winner_has_the_highest_number"),
        ("the winner is the first of a dot's values", REGISTERS, "return next(iter(register.values()))[-1]",
         "return next(iter(register.values()))[0]", LAWS + "a_dot_used_twice_shows_the_greatest_bytes"),
        ("dots are listed oldest first", REGISTERS, "sorted(register, reverse=True)", "sorted(register)",
         LAWS + "the_shown_value_is_listed_first"),
        ("dots are listed as they came", REGISTERS, "sorted(register, reverse=True)", "list(register)",
         LAWS + "commutative"),
        ("deleting beats editing", REGISTERS, "return any(value is True", "return all(value is True",
         LAWS + "any_true_keeps_a_record"),
        ("one counts as true", REGISTERS, "any(value is True for", "any(value for", LAWS + "any_true_keeps_a_record"),
        ("a shared dot keeps our values", REGISTERS, "_both(values, b[dot])", "values", LAWS + "commutative"),
        ("a shared dot is dropped", REGISTERS, "if dot in b}", "if dot in b and not dot}", LAWS + "idempotent"),
        ("what we alone hold always stays", REGISTERS, "if dot not in b and not seen_b.covers(dot)}",
         "if dot not in b}", LAWS + "no_loss"),
        ("what they alone hold always comes", REGISTERS, "if dot not in a and not seen_a.covers(dot)}",
         "if dot not in a}", HISTORIES + "no_write_is_lost_in_any_history"),
        ("what they alone hold never comes", REGISTERS, "{**shared, **only_a, **only_b}", "{**shared, **only_a}",
         LAWS + "no_loss"),
        ("what we alone hold is asked of our own context", REGISTERS, "dot not in b and not seen_b",
         "dot not in b and not seen_a", LAWS + "no_loss"),
        ("a join keeps only the newest dot", REGISTERS, "return {**shared, **only_a, **only_b}",
         "return dict(sorted({**shared, **only_a, **only_b}.items())[-1:])", LAWS + "no_loss"),
        ("a write replaces everything", REGISTERS, "if d not in replaced}", "if d is None}",
         HISTORIES + "no_write_is_lost_in_any_history"),
        ("a write replaces everything older", REGISTERS, "if d not in replaced}", "if d not in replaced and d > dot}",
         HISTORIES + "no_write_is_lost_in_any_history"),
        ("a write replaces nothing", REGISTERS, "if d not in replaced}", "}",
         HISTORIES + "no_write_is_lost_in_any_history"),
        ("a record that can be read stays alone", ROWS, "    if some is None:",
         "    if a and b and a.sound is not b.sound:\n        return a if a.sound else b\n    if some is None:",
         LAWS + "associative"),
        ("loose values that are hidden are dropped", STAMP,
         "if loose and not _all_loose_shown(registers, loose, trashed=trashed):", "if False:",
         LAWS + "bytes_are_a_function_of_the_state"),
        ("what can be read drops the text of a copy that cannot", ROWS,
         "loose = _greater(a.loose if a else {}, b.loose if b else {})",
         "loose = {} if joined else _greater(a.loose if a else {}, b.loose if b else {})", LAWS + "associative"),
        ("purged records are listed", ROWS, "is False) or self.gone", "is False)", LAWS + "any_true_keeps_a_record"),
        ("only our fields are joined", ROWS, "for name in {**ours, **theirs}", "for name in ours",
         LAWS + "commutative"),
        ("contexts are given the wrong way round", ROWS,
         "ours.get(name, _EMPTY), seen_a, theirs.get(name, _EMPTY), seen_b",
         "ours.get(name, _EMPTY), seen_b, theirs.get(name, _EMPTY), seen_a", LAWS + "no_loss"),
        ("a record of one side is not asked about", ROWS, "    if some is None:",
         "    if a is None or b is None:\n        return some\n    if some is None:", LAWS + "no_loss"),
        ("an edit says nothing of being alive", ROWS, "    if not said:", "    if said:",
         HISTORIES + "no_write_is_lost_in_any_history"),
        ("an edit takes back a deletion unseen", ROWS, "if True in values]", "]",
         HISTORIES + "no_write_is_lost_in_any_history"),
        ("a stub loses its number", ROWS, 'KEPT_BY_STUBS = ("reference", ', "KEPT_BY_STUBS = (None, ",
         ROWS_TESTS + "a_stub_keeps_what_numbering_needs"),
        ("what has no dot: ours stays", ROWS, "max((side[name] for side in (a, b) if name in side), key=canonical)",
         "a.get(name, b.get(name))", LAWS + "commutative"),
        ("what has no dot is forgotten", ROWS, "return None if row.empty else row",
         "return Row(row.table, row.id, joined) if joined else None", LAWS + "idempotent"),
        ("equal bytes are judged by Python", VALUES, "{canonical(value): value for value in found}",
         "{canonical(value): value for value in set(found)}", LAWS + "commutative"),
        ("a dot's values keep their order", VALUES, "for key in sorted(by_bytes)", "for key in by_bytes",
         LAWS + "commutative"),
        ("numbers of the header join as text", JOIN, "value if counts and isinstance(value, int) else 0", "0",
         LAWS + "header_numbers_only_rise"),
        ("the header is ours", JOIN, "for side in (a, b) if name in side), key=_rank(name))",
         "for side in (a, b) if name in side), key=len)", LAWS + "commutative"),
        ("a redaction covers the shown value only", REDACT, "{dot for dot in register if self",
         "{dot for dot in [max(register)] if self", LAWS + "redaction_commutes"),
        ("a redaction covers every dot of the field", REDACT, "dot_text(dot))}",
         'dot_text(dot)) or ("/" not in name and name == "text")}', HISTORIES + "no_write_is_lost_in_any_history"),
        ("redacted elements keep their name", REDACT, '        if "/" in name:\n            return {dot: values',
         '        if name == "/":\n            return {dot: values', LAWS + "redaction_commutes"),
        ("rows of before keep the name of a redacted record", REDACT, "self._of_changes(self._of_subject(row))",
         "self._of_changes(row)", OLD_SUBJECTS),
        ("only what a row changed counts, not what it is told by", REDACT, "for about in _all(row, ABOUT):",
         "for about in ():", OLD_SUBJECTS),
        ("rows near a redacted record keep its name", REDACT, "in _covered_by(row)), near)", "in _covered_by(row)))",
         OLD_SUBJECTS),
        ("the log is not redacted", REDACT, "row = self._of_log(row)", "pass", LAWS + "redaction_commutes"),
        ("the log keeps the name of a redacted element", REDACT, 'field = name.partition("/")[0]\n', "field = name\n",
         LAWS + "redaction_commutes"),
        ("the row that added an element keeps its name", REDACT, "if not hidden and not (element and self",
         "if not hidden and not (not element and self", LAWS + "redaction_commutes"),
        ("redaction drops the field instead of blanking it", REDACT,
         "{dot: (REMOVED,) if dot in hidden else values for dot, values in register.items()}",
         "{dot: values for dot, values in register.items() if dot not in hidden}",
         HISTORIES + "no_write_is_lost_in_any_history"),
        ("the star is the first list", STAMP, "if count == greatest]", "if dots == lists[0]]",
         LAWS + "bytes_are_a_function_of_the_state"),
        ("ties of the star are left to chance", STAMP, "min(most, key=_list_bytes, default=())",
         "next(iter(most), ())", LAWS + "bytes_are_a_function_of_the_state"),
        ("the star speaks for what is not shown", STAMP, "name not in free or dots != most", "dots != most",
         STAMPS + "stamps_are_inverse"),
        ("being alive is implied by the oldest dot", STAMP, "return (max(firsts),)", "return (min(firsts),)",
         STAMPS + "stamps_are_inverse"),
        ("a rival that is not shown is not written", STAMP, "            found[name] = {dot_text(dot)",
         "            found[name] = {} and {dot_text(dot)", STAMPS + "stamps_are_inverse"),
        ("elements are not sorted", STAMP, "tuple(sorted(members))", "tuple(members)",
         LAWS + "bytes_are_a_function_of_the_state"),
        ("rows are sorted as text", "store/format/table.py", "sorted(sorted(keys), key=len)", "sorted(keys)",
         LAWS + "rows_stand_as_numbers"),
        ("the digest leaves out the tables' names", LINES, "hash_of(opening(table)) + hashes", "hashes",
         CODEC + "the_digest_covers_where_a_row_stands"),
        ("fields are written as they came", ROWS_CODEC, "for name in sorted(shown):", "for name in shown:",
         LAWS + "bytes_are_a_function_of_the_state"),
        ("only tables that we have are joined", LINES_JOIN, "for table in {**a.tables, **b.tables}:",
         "for table in a.tables:", LAWS + "lines"),
        ("new lines are kept without asking", LINES_JOIN,
         "if any(map(other.context.covers, dots_in(table, key, line))):", "if False:", LAWS + "lines"),
        ("joining lines forgets redactions", LINES_JOIN, "    if redactions:", "    if False:", LAWS + "lines"),
        ("lines take our header", LINES_JOIN, "Header(meta, a.context", "Header(a.header.meta, a.context",
         LAWS + "lines"),
    )
)  # fmt: skip
