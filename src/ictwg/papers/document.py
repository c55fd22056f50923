"""A paper for one audience in one language, before it is written in a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import Audience
from ictwg.papers.blocks import DASH, Block, HeadingBlock, plain_text
from ictwg.papers.words import label
from ictwg.records.group import group_of, is_example, letterhead_of, short_group_name

if TYPE_CHECKING:
    from ictwg.papers.entries import CalendarEvent, Card


@dataclass(frozen=True, slots=True)
class Setup:
    """How its pages are laid out.

    Attributes:
        author: The group's short name, in the properties of a file.
        example: It is of the group that comes with the program, and says so on each page.
        initials: Each page has room for those who sign it.
        one_a_page: Each title begins a page.
        outside: It is for people outside: its foot names no readers and no version.
        certificate: Each page is given away alone: large, and without its number and what else stands on every page.
        cover: Blocks at its start that stand on a page of their own: a heading, and paragraphs.
        large: It lies on the table before who speaks.
        landscape: A table needs the width of the page.
        letterhead: The lines at its top; on pages, never in what is read back.
        footer: A line at the foot of each page.
        logo: The file in the shared folder that holds the picture above the letterhead.
        picture: What it holds, as it is printed; nothing until a form is chosen.
        letterhead_document: The Word file in the shared folder that papers in Word are laid out as.
        base: What it holds; nothing until a form is chosen, or where it cannot be used.
    """

    author: str = ""
    example: bool = False
    initials: bool = False
    one_a_page: bool = False
    outside: bool = False
    certificate: bool = False
    cover: int = 0
    large: bool = False
    landscape: bool = False
    letterhead: tuple[str, ...] = ()
    footer: str = ""
    logo: str = ""
    picture: bytes = b""
    letterhead_document: str = ""
    base: bytes = b""


def setup_of(state: State, language: str, **more: Any) -> Setup:
    """As the group's papers are laid out; a certificate names the group itself."""
    group = None if more.get("certificate") else group_of(state)
    if group is not None:
        more["letterhead"] = letterhead_of(state, language)
        more["footer"], more["logo"] = clean(group.paper_footer), clean(group.logo)
        more["letterhead_document"] = clean(group.letterhead_document)
    return Setup(clean(short_group_name(state)), example=is_example(state), **more)


@dataclass(frozen=True, slots=True)
class Document:
    """All that a writer of a form gets.

    Attributes:
        kind: As the head of a markdown file names it, as `agenda`; empty for minutes.
        language: In which it is written.
        audience: For whom.
        blocks: What it says, in order.
        name: The parts of its file's name, without its readers: a word for programs, and what the paper is of.
        called: The same as an office says it; nothing where that is the paper's word, and what follows in `name`.
        addressed: It goes to those whom its name says, and to no circle of readers.
        folder: Where it belongs, below that of the shared file; empty for the folder of minutes.
        head: What it says of itself to a program: reference, date, version and the like, in order.
        setup: How its pages are laid out.
        entries: What calendars and address books take in.
        read_back: What it says where it is read back, as markdown; nothing where that is what its pages say.
    """

    kind: str
    language: str
    audience: Audience
    blocks: tuple[Block, ...]
    name: tuple[str | date, ...] = ()
    called: tuple[str | date, ...] = field(default=(), kw_only=True)
    addressed: bool = field(default=False, kw_only=True)
    folder: str = ""
    head: Mapping[str, str] = field(default_factory=dict)
    setup: Setup = Setup()
    entries: tuple[CalendarEvent | Card, ...] = ()
    read_back: tuple[Block, ...] = ()

    @property
    def foot(self) -> str:
        """What stands at the foot of its pages: reference, readers, version."""
        version = self.head.get("version", "")
        readers = label(f"foot.for.{self.audience}", self.language)
        told = self.head.get("ref", ""), readers, version and label("foot.version", self.language, version=version)
        return " · ".join(filter(None, told[:1] if self.setup.outside else told))

    @property
    def word(self) -> str:
        """What the paper is, as its title begins: `Attendance list`."""
        return self.title.partition(DASH)[0]

    @property
    def title(self) -> str:
        """The text of its first heading; a table without one says it in its head."""
        headings = (plain_text(one.text) for one in self.blocks if isinstance(one, HeadingBlock))
        return next(headings, self.head.get("title", ""))
