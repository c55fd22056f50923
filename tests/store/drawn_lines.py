"""Lines of a file as this program writes them, drawn by hypothesis."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from ictwg.domain.ids import id_of
from ictwg.merge.dots import Dot
from ictwg.merge.rows import written
from ictwg.store.format import codec, codec_rows
from ictwg.store.local.listing import document_of

DB = "01J9ZZZZZZZZZZZZZZZZZZZZZZ"
REFERENCES = st.one_of(
    st.sampled_from(["A-2010-014", "A-2010-015", "A-2010-021", "A-2010-02é", "A-2010-100", "A-2011-001"]),
    st.sampled_from(["A-2010-1000", "A-2010-1001", "A-2010-9"]),
    st.sampled_from(["A-2010-014", "A-2010-14", "A-2010-1000", "A-2009-999", "A-1", "", "A-2010-é", 'A"B', "a\\"]),
    st.text(alphabet='AT-0129{}":\\é\u2028\ud800', max_size=12),
    st.text(alphabet="9", min_size=58, max_size=62),
)  # fmt: skip
TEXTS = st.sampled_from(["plain", '"reference":"A-0"', 'a},"b', "}]", ":{", "brace }", '\\"reference\\":\\"', "{"])
STRANGE: st.SearchStrategy[object] = st.sampled_from(
    [{"reference": "A-2000-001"}, [{"reference": "A-2000-001"}], {"a": {}}, {}, []]
)


@st.composite
def lines(draw: st.DrawFn, key: int) -> bytes:
    """A line as this program writes it, or as it keeps one of a newer program."""
    table = codec.new_lines(DB)
    writes: list[tuple[str, tuple[str | bool, ...], tuple[str, ...]]] = [("text", (draw(TEXTS),), ())]
    if draw(st.booleans()):
        writes.append(("reference", (draw(REFERENCES),), ()))
    row = written(None, "actions", id_of(str(key)), Dot(2, "a~b"), writes)
    if draw(st.booleans()):
        row = written(row, "actions", id_of(str(key)), Dot(3, "c~d"), [("reference", (draw(REFERENCES),), ())])
    codec_rows.put_row(table, row)
    line = table.tables["actions"][str(key)]
    return _with_more(line, draw(st.sampled_from(["aaa", "zzz"])), draw(STRANGE)) if draw(st.booleans()) else line


def _with_more(line: bytes, field: str, value: object) -> bytes:
    """With a field whose value this version does not know, in its place before the dots."""
    document = document_of(line)
    fields = {name: document[name] for name in document.keys() - {"id", "_v", "_c"}} | {field: value}
    kept: dict[str, object] = {name: document[name] for name in ("_v", "_c") if name in document}
    whole = {"id": document["id"], **dict(sorted(fields.items())), **kept}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return line[: line.index(b":") + 1] + text.encode("utf-8", "surrogatepass")
