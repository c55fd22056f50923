"""What a name or a title is in another language, as somebody typed it."""

from __future__ import annotations

from ictwg.domain.fields import Language, Line
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience


class Translation(Record):
    """The text of one field of one record in a language; whoever types it on two computers makes one row.

    What it hangs on may be of any type, so that it is named by its id. Others read it in a page alone, where they see
    the record that it is of.
    """

    of = Line(required=True, inner=True)
    said = Line(required=True, inner=True, key="field")
    """The name of the field."""
    language = Language(required=True, inner=True)
    text = Line()

    KEY, TITLE, WEIGHT, NESTED = (of, said, language), text, 0, ""
    SAME_BY = (of, said, language)
    COLUMNS = (language, text)
    AUDIENCE = Audience.SECRETARIAT
