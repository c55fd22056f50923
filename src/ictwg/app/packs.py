"""Packs: papers that go out together, in a zip or in a folder, numbered, with a page of contents (DOMAIN.md §5b).

`data/packs.json` says what is in each. The whole has one audience: what that may not see is neither in it nor counted
in its contents. A file that a record names, and that is not there, is named as missing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from ictwg.app.catalogue import LIST, asked_for_paper, paper_named, usual_form
from ictwg.app.csv_lists import listed
from ictwg.app.session import Session
from ictwg.domain.access import within
from ictwg.domain.fields import FilePath
from ictwg.domain.records import AgendaItem, Meeting, Organization, Paper, Plan
from ictwg.domain.schema import RECORDS, Record, declared, targets
from ictwg.domain.seen import AudienceView, audience_for
from ictwg.domain.text import clean
from ictwg.domain.values import Audience, MinutesState
from ictwg.errors import InvalidValueError
from ictwg.exports.matter import told_of as matter_of
from ictwg.exports.papers import MEETING, WHOSE
from ictwg.locales import t
from ictwg.papers.blocks import HeadingBlock, Paragraph, TableBlock, chain, emphasis, line, own
from ictwg.papers.catalogue import PaperKind, as_of
from ictwg.papers.files import PlannedFile, planned
from ictwg.papers.forms import SHEETS, ZIP, FileForm
from ictwg.papers.words import choice, day, label
from ictwg.papers.zipped import packed
from ictwg.programme.plan import is_current
from ictwg.records.lookup import Lookup, full_title, shown_name
from ictwg.records.named_files import FileProblemError, named_file
from ictwg.records.reference_data import load_packs
from ictwg.reports import OF_YEAR, REPORT
from ictwg.reports import PAPERS as REPORTS
from ictwg.reports.period import asked_for
from ictwg.store.local.disk import Disk
from ictwg.tasks.checklists import next_meeting

OURS = ("Secretariat only", "SECRETARIAT-")
"""The folder, and how names begin, of files that nobody else gets, whatever names them."""
MATTER = "matter"
FROM_MINUTES = frozenset({"minutes", "decisions", "action-points"})
LARGEST = 1 << 28
"""Bytes of a file that is packed."""


class PackRequest(NamedTuple):
    """What is asked for.

    Attributes:
        name: Of the pack.
        audience: For whom all of it is.
        about: The record that it is about; None for the usual one, or none.
        since, until: The days of which it holds papers.
        organization: To which it goes.
        form: In which its pages are, where they have it; else each in its usual one.
        language: Empty for that of the group.
    """

    name: str
    audience: Audience
    about: Record | None = None
    since: date | None = None
    until: date | None = None
    organization: Organization | None = None
    form: FileForm | None = None
    language: str = ""


class PackLine(NamedTuple):
    """A line of the contents, and its file; none where it is missing."""

    title: str
    on: date | None
    file: PlannedFile | None
    name: str = ""


def pack_files(session: Session, asked: PackRequest) -> list[PlannedFile]:
    """Its papers, numbered; the contents first, after which their folder is called.

    Raises:
        InvalidValueError: The pack is for other readers, or nobody has said what it is about.
    """
    pack = load_packs()[asked.name]
    if asked.audience not in pack.readers:
        raise InvalidValueError(
            t("packs.refused", pack=t(f"packs.{pack.name}"), audience=t(f"choices.audience.{asked.audience}")),
            t("packs.refused.hint", audiences=", ".join(pack.readers)),
        )
    if pack.name == MATTER and asked.about is None:
        raise InvalidValueError(t("packs.about"), t("packs.about.hint"))
    if isinstance(asked.about, Organization):
        asked = asked._replace(about=None, organization=asked.about)
    home = asked.organization.id if asked.organization is not None else None
    if pack.of == MEETING and asked.about is None:
        asked = asked._replace(about=_nearest(AudienceView(session.state, asked.audience), session.today))
    if pack.of == "year" and asked.since is None and asked.until is None:
        year = session.today.year
        asked = asked._replace(since=date(year, 1, 1), until=date(year, 12, 31))
    asked = asked._replace(audience=audience_for(session.state, home, asked.audience))
    lines = [one for entry in pack.holds for one in _Packing(session, asked).lines(entry)]
    if pack.name == MATTER:
        lines.sort(key=lambda one: one.on or date.min)
    names = [f"{at:02} {one.file.name}" if one.file is not None else "" for at, one in enumerate(lines, 1)]
    contents = _contents(session, asked, lines, names)
    folder = os.path.join(contents.folder, contents.name.rpartition(".")[0])  # noqa: PTH118 - a plain path
    first = contents._replace(folder=folder, name=f"00 {contents.name}")
    files = (one.file._replace(folder=folder, name=name) for one, name in zip(lines, names, strict=True) if one.file)
    return [first, *files]


def zipped(files: list[PlannedFile]) -> PlannedFile:
    """All in one file, beside where their folder would be."""
    folder, name = os.path.split(files[0].folder)
    data = packed({one.name: one.data for one in files})
    text, told = "\n".join(one.text for one in files), tuple(notice for one in files for notice in one.notices)
    return PlannedFile(folder, f"{name}{ZIP.suffix}", data, text, files[0].language, told)


def _nearest(seen: AudienceView, today: date) -> Meeting | None:
    """The next meeting, else the last whose minutes are out."""
    return next_meeting(seen, today) or _last(seen)


def _last(seen: AudienceView) -> Meeting | None:
    """Of the whole group, whose minutes have gone out."""
    out = (MinutesState.CIRCULATED, MinutesState.ADOPTED)
    held = (one for one in seen.all(Meeting) if one.minutes_state in out and not one.series)
    return max(held, key=lambda one: (str(one.date or ""), one.id), default=None)


class _Packing:
    """Makes the lines of one pack."""

    def __init__(self, session: Session, asked: PackRequest) -> None:
        self._session, self._asked = session, asked
        self._seen = AudienceView(session.state, asked.audience)

    def lines(self, entry: str) -> Iterator[PackLine]:
        """Of one entry; none where these readers may have none of it."""
        name, _, which = entry.partition(" ")
        if name == "files":
            yield from self._named(RECORDS[which])
            return
        paper = paper_named(which, REPORTS) if name == REPORT else paper_named(name)
        reader = next((one for one in (self._asked.audience, *paper.readers) if self._may_have(paper, one)), None)
        if reader is not None:
            for about in self._abouts(paper, which, reader):
                yield from self._made(paper, reader, about)

    def _may_have(self, paper: PaperKind, reader: Audience) -> bool:
        return reader in paper.readers and within(reader, self._asked.audience)

    def _made(self, paper: PaperKind, reader: Audience, about: Any) -> Iterator[PackLine]:
        session, asked = self._session, self._asked
        form = asked.form if asked.form in paper.forms else usual_form(session, paper)
        assert form is not None  # noqa: S101 - a paper has one
        more: dict[str, Any] = {"organization": asked.organization} if paper.takes >= WHOSE else {}
        if "since" in paper.takes:
            more |= {"since": asked.since, "until": asked.until}
        with suppress(InvalidValueError):  # of what these readers may not see
            for document in paper.documents(
                asked_for_paper(session, paper, reader, about, form, asked.language, **more)
            ):
                file = planned(document, form, session.store.path)
                yield PackLine(document.title, _day_of(about), file)

    def _abouts(self, paper: PaperKind, which: str, reader: Audience) -> list[Any]:
        """What the papers of one kind tell of, as far as these readers see it."""
        asked, seen, session = self._asked, self._seen, self._session
        found: list[Any] = [asked.about]
        if not paper.of:
            return [None]
        if paper.of == LIST:
            return [listed(Lookup(seen, session.today), which)]
        if paper.of == REPORT:
            of_year = paper.name in OF_YEAR
            return [asked_for(session.today, asked.since, asked.until, of_year=of_year, audience=reader)]
        if which in ("last", "next"):
            found = [_last(seen) if which == "last" else next_meeting(seen, session.today)]
        elif which:
            kinds = (kind for kind in declared() if paper.tells_of(kind.SINGULAR))
            found = [one for kind in kinds for one in sorted(seen.all(kind), key=_by_day) if self._is_meant(one)]
        whole = (session.state.get(type(one), one.id) for one in found if one is not None)
        return [one for one in whole if one is not None and paper.tells_of(one.SINGULAR) and _has_it(paper, one)]

    def _is_meant(self, record: Record) -> bool:
        """Whether it is of the days of the pack, or of what the pack is about; of plans those that hold."""
        asked, on = self._asked, _day_of(record)
        if asked.about is not None:
            matter = {one.id for one in matter_of(self._seen, asked.about)}
            return not matter.isdisjoint(_told_of(self._session, record))
        if isinstance(record, Plan):
            return is_current(self._seen, record)
        limits = asked.since is not None or asked.until is not None
        return not limits or (on is not None and (asked.since or on) <= on <= (asked.until or on))

    def _named(self, kind: type[Record]) -> Iterator[PackLine]:
        """The files that records name, as they lie in the shared folder."""
        fields = [field for field in kind.fields() if isinstance(field, FilePath)]
        for record in sorted(filter(self._is_meant, self._seen.all(kind)), key=_by_day):
            title = clean(full_title(record)) or shown_name(self._seen, record)
            for path in filter(None, (field.of(record) for field in fields)):
                parts = path.split("/")
                ours = OURS[0] in parts or parts[-1].startswith(OURS[1])
                if not ours or self._asked.audience is Audience.SECRETARIAT:
                    yield PackLine(title, _day_of(record), self._file(path), clean(parts[-1]))

    def _file(self, path: str) -> PlannedFile | None:
        try:
            file = named_file(self._session.lookup.folder, path)
            return PlannedFile("", file.name, Disk().read_plain(file.path, LARGEST), "", "")
        except (FileProblemError, OSError):
            return None


def _told_of(session: Session, record: Record) -> set[str]:
    """The ids of what it names; a paper of an item is one of the meeting too."""
    found = {id for field in type(record).fields() if hasattr(field, "target") for id in targets(field, record)}
    item = session.state.get(AgendaItem, record.item) if isinstance(record, Paper) else None
    return found | ({item.meeting or ""} if item is not None else set())


def _has_it(paper: PaperKind, about: Record) -> bool:
    """Of a meeting without minutes nothing is printed that comes from them."""
    none = isinstance(about, Meeting) and about.minutes_state is MinutesState.NONE
    return not (none and paper.name in FROM_MINUTES)


def _day_of(about: Any) -> date | None:
    field = getattr(type(about), "DAY", None)
    return field.of(about) if field is not None else None


def _by_day(record: Record) -> tuple[str, str]:
    return str(_day_of(record) or ""), record.id


def _contents(session: Session, asked: PackRequest, lines: list[PackLine], names: list[str]) -> PlannedFile:
    paper = paper_named(MATTER)  # of which it has the form and the language
    form = asked.form if asked.form in SHEETS else usual_form(session, paper)
    assert form is not None  # noqa: S101 - a paper has one
    request = asked_for_paper(session, paper, asked.audience, None, form, asked.language)
    lang = request.language
    state, of = session.state, asked.about or asked.organization
    about = shown_name(state, of) if of is not None else ""
    days = " – ".join(day(one, lang) for one in (asked.since, asked.until) if one)
    word = label(f"pack.{asked.name}", lang)
    heads = tuple(own(label(f"pack.column.{name}", lang)) for name in ("no", "date", "what", "file"))
    rows = tuple(
        (own(f"{at:02}"), own(day(one.on, lang) if one.on else ""), line(one.title), line(name) or _missing(one, lang))
        for at, (one, name) in enumerate(zip(lines, names, strict=True), 1)
    )
    readers = label("points.audience", lang, audience=choice(asked.audience, lang))
    on = label("pack.as_of", lang, day=day(session.today, lang))
    blocks = (
        HeadingBlock(1, chain(" – ", (own(word), line(about), own(days)))),
        Paragraph(chain(" · ", (emphasis(own(readers)), own(on)))),
        TableBlock(heads, rows, (6, 20, 40, 34)),
    )
    called = (f"{word} {about}".strip(), asked.since or session.today, asked.until or "")
    return planned(as_of(request, lang, blocks, ("pack", asked.name), called=called), form, session.store.path)


def _missing(one: PackLine, lang: str) -> Any:
    return chain(" ", (line(one.name), own(label("pack.missing", lang))))
