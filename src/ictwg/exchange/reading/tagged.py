"""Fields inside the text of an action or decision: "[assignee] Ana [due] 3 May", "**Deadline:** 3 May"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ictwg.exchange.reading.words import Sense, label_of

FIELDS = frozenset({Sense.OWNER, Sense.DUE, Sense.STATUS, Sense.RATIONALE, Sense.EFFECT, Sense.OPPOSING})

_TAG = re.compile(r"\\?\[[*_\s]{0,3}(?P<tag>[^\W\d_][\w ]{1,24}?)[*_\s]{0,3}\\?\](?!\()\s*:?")
_LABEL = re.compile(
    r"(?P<before>^|[\s(;,.–—|-])(?P<mark>\*\*|__|\*|_)?(?P<label>owners?|assignees?|assigned to|"
    r"responsible(?: party| person)?|person responsible|lead|due(?: date)?|deadline|by when|status|rationale|effect|"
    r"respons[áa]ve(?:l|is)|prazo|estado|"
    r"prazu|estadu|target(?: date)?|penanggung jawab|pic|batas waktu|tenggat(?: waktu)?|rasional)\s*"
    r"(?::\s*(?(mark)(?P=mark)|)|(?(mark)(?P=mark)\s*:|(?!)))\s*",
    re.IGNORECASE,
)


class Fields(NamedTuple):
    text: str
    values: dict[Sense, str]
    labels: tuple[str, ...]
    tagged: bool


def split_fields(raw: str) -> Fields:
    """The text before the first field, the fields, and the words that named them."""
    cuts = [
        (match.start(), match.end(), match["tag"], True)
        for match in _TAG.finditer(raw)
        if label_of(match["tag"]) in FIELDS
    ]
    if not cuts:
        cuts = [(match.end("before"), match.end(), match["label"], False) for match in _LABEL.finditer(raw)]
    return _split(raw, cuts) if cuts else Fields(raw.strip(), {}, (), False)


def _split(raw: str, cuts: list[tuple[int, int, str, bool]]) -> Fields:
    values: dict[Sense, str] = {}
    labels: list[str] = []
    ends = [start for start, *_ in cuts[1:]] + [len(raw)]
    for (_, begin, label, _tag), end in zip(cuts, ends, strict=True):
        sense = label_of(label) or Sense.STATUS
        value = raw[begin:end].strip(" \n;,|–—-").rstrip(".*_ ") if not _tag else raw[begin:end].strip()
        values[sense] = f"{values[sense]}; {value}" if values.get(sense) else value
        labels.append(label)
    text = raw[: cuts[0][0]].strip()
    if not cuts[0][3]:
        text = text.rstrip(" ;,|–—-(*_").rstrip()
    return Fields(text, values, tuple(labels), cuts[0][3])
