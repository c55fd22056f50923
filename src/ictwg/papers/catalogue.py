"""Which papers there are: what each tells of, for whom, in which forms, and who builds it.

Each area lists its own (`PAPERS`), `app.catalogue` joins them, and commands, menus and screens offer what stands there.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.in_language import in_language
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience
from ictwg.locales import instead_of_english
from ictwg.papers.blocks import Block
from ictwg.papers.document import Document, setup_of
from ictwg.papers.forms import MARKDOWN, FileForm
from ictwg.papers.two_languages import in_both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ictwg.domain.records import Organization
    from ictwg.domain.state import State

    Builder = Callable[["PaperRequest"], Iterable[Document]]


class PaperRequest(NamedTuple):
    """What is asked for.

    Attributes:
        state: The whole group.
        today: The day on which it is written.
        audience: Who will read it.
        about: What it tells of: a record, a list, or the period of a report; None for the group.
        language: Empty for that of the interface.
        since, until: The days that it covers, of those papers that cover some; None for no limit.
        organization: Whose part of it.
        tabular: It is for a spreadsheet.
        also: A second language, beside the first.
        translated: Names and titles are said in its language, where somebody has typed them: not what is read back.
    """

    state: State
    today: date
    audience: Audience
    about: Any = None
    language: str = ""
    since: date | None = None
    until: date | None = None
    organization: Organization | None = None
    tabular: bool = False
    also: str = ""
    translated: bool = False

    def named(self) -> PaperRequest:
        """As it is built: in a group that is named in the language of the page."""
        if not self.translated:
            return self
        state = in_language(self.state, self.language)
        about = state.get(type(self.about), self.about.id) if isinstance(self.about, Record) else None
        return self._replace(state=state, about=about or self.about)


def as_of(
    asked: PaperRequest, lang: str, blocks: Iterable[Block], name: tuple[str | date, ...], *, ref: str = "", **more: Any
) -> Document:
    """A paper as of the day on which it is asked for, which says whom it is for.

    Args:
        name: That of its file; it begins with what the paper is.
        ref: The reference of what it tells of.
        more: What `Document` says besides; `look` is how its pages are laid out.
    """
    told = {"date": asked.today.isoformat(), "audience": str(asked.audience), "language": lang}
    head, setup = {"ref": ref} | told if ref else told, setup_of(asked.state, lang, **more.pop("look", {}))
    return Document(str(name[0]), lang, asked.audience, tuple(blocks), name, head=head, setup=setup, **more)


class PaperKind(NamedTuple):
    """A kind of paper.

    Attributes:
        name: As on the command line.
        of: What it tells of: the word for a type of record, or several, `list`, `report`, or nothing for the group.
        build: Makes the documents; most papers are one, a matrix may be one for each organization.
        forms: In which it can be written, the most usual first.
        readers: For whom it is offered; the first where nobody says.
        plain: What a command writes where no form is named: without any extra, and for other programs.
        takes: The parts of a request that change it, beside those that change every paper.
        goes_outside: People outside get it, whoever may see what it is made of.
    """

    name: str
    of: str
    build: Builder
    forms: tuple[FileForm, ...]
    readers: tuple[Audience, ...] = (Audience.MEMBERS,)
    plain: FileForm = MARKDOWN
    takes: frozenset[str] = frozenset()
    goes_outside: bool = False

    def asked_about(self, audience: Audience) -> Audience | None:
        """For whom it is looked through before it goes out; None for somebody of whom nobody knows."""
        return None if self.goes_outside else audience

    def tells_of(self, kind: str) -> bool:
        return kind == self.of or kind in self.of.split()

    def documents(self, asked: PaperRequest) -> Iterable[Document]:
        """As they are built; in two languages where a second one is asked for."""
        first = self.build(asked.named())
        if not asked.also:
            return first
        with instead_of_english(asked.language):
            return [*map(in_both, first, self.build(asked._replace(language=asked.also).named()))]


def later(function: str) -> Builder:
    """The builder `exports.book:book`, loaded when it is asked for the first paper."""

    def build(asked: PaperRequest) -> Iterable[Document]:
        module, name = function.split(":")
        made: Iterable[Document] = getattr(import_module(f"ictwg.{module}"), name)(asked)
        return made

    return build
