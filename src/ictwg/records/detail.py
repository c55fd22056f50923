"""Everything about one record, told in sections: for the pane beside a list, and for the box on a small screen."""

from __future__ import annotations

from typing import NamedTuple


class Section(NamedTuple):
    title: str
    lines: tuple[str, ...]


class Detail(NamedTuple):
    """What stands in the pane.

    Attributes:
        about: The id of the record that it tells of; empty where it tells of something else.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    about: str = ""
