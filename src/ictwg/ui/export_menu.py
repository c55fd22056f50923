"""Sending a paper out: what, for whom and in which form; then where it is, or that it is on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import events, work
from textual.widget import Widget
from textual.widgets import Static

from ictwg.app.catalogue import (
    LIST,
    asked_for_paper,
    made,
    named_otherwise,
    paper_named,
    papers_of,
    said_otherwise,
    usual_form,
)
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import translate, translation_form
from ictwg.app.forms.fields import FormField
from ictwg.app.made_papers import note_made
from ictwg.app.session import Session
from ictwg.contacts.circulation import OutgoingPaper
from ictwg.domain.records import Meeting
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience, MeetingState
from ictwg.errors import IctwgError
from ictwg.locales import LANGUAGES, t
from ictwg.papers.catalogue import PaperKind
from ictwg.papers.document import Document
from ictwg.papers.files import PlannedFile, WrittenFile, file_name, planned
from ictwg.papers.forms import FORMS, MESSAGE, SHEETS, FileForm
from ictwg.records.group import spoken_in
from ictwg.records.lookup import shown_name
from ictwg.ui.disclosure import let_out, write_out
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.places import later
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.editors import Picker
from ictwg.ui.widgets.form import FieldRow

if TYPE_CHECKING:
    from ictwg.app.csv_lists import RecordList
    from ictwg.ui.app import IctwgApp


NAMED = 3
"""So many names that are missing in the language of a page are told."""
NOTE, MINUTES = "session-note", ("minutes", "minutes-today")
AGENDA, CHAIR_COPY, POINTS = "agenda", "chair-copy", "action-points"
SIGNED_HERE = "decisions", Audience.MEMBERS


class PaperOffer(NamedTuple):
    """A paper that can go out from here.

    Attributes:
        label: What it is called in the choice.
        paper: The entry of the catalogue.
        build: Makes its documents for these readers, for a spreadsheet or in pages, with a second language or none.
        about: What it tells of, as in a request.
    """

    label: str
    paper: PaperKind
    build: Callable[[Audience, FileForm, str], Sequence[Document]]
    about: Any = None


class PaperChoice(NamedTuple):
    """What is to go out, to whom, and how."""

    offer: PaperOffer
    audience: Audience
    form: FileForm
    also: str = ""


def offer(session: Session, paper: PaperKind, about: Any = None, label: str = "", **more: Any) -> PaperOffer:
    """This paper of this record; made of what is on record then."""

    def build(audience: Audience, form: FileForm, also: str) -> Sequence[Document]:
        now = session.state.get(type(about), about.id) if isinstance(about, Record) else about
        return tuple(paper.documents(asked_for_paper(session, paper, audience, now or about, form, also=also, **more)))

    return PaperOffer(label or t(f"papers.{paper.name}"), paper, build, about)


class SendOutForm(FormScreen):
    """What, for whom, as what; `result` is what was `PaperChoice`, and is kept for the next time.

    Args:
        program: Where the last choice is kept.
        title: Of the box.
        offers: The papers, the first of them as long as nothing was chosen.
        place: Under which name the paper is kept; that of what the first one tells of, where none is given.
    """

    BINDINGS: ClassVar = bindings_for("send_out")

    def __init__(self, program: IctwgApp, title: str, offers: Sequence[PaperOffer], place: str = "") -> None:
        self._unnamed: tuple[Record, ...] = ()
        self._program, self._offers = program, {one.label: one for one in offers}
        self._place = place or offers[0].paper.of
        last = program.settings.papers.get(self._place)
        what = next((one for one in offers if one.paper.name == last), offers[0])
        self._file = Static("", classes="form--help")
        papers = [Choice(label, label) for label in self._offers]
        fields = (_choice("what", papers, what.label), *(_choice(*one) for one in self._to_choose(what.paper)))
        first = "what" if len(offers) > 1 else "form"
        super().__init__(title, fields, save=lambda _: self._keep(), edit=first, verb="form.write")

    def body(self) -> Iterable[Widget]:
        yield from (self.form, self._file, self._help)

    def on_mount(self) -> None:
        super().on_mount()
        self._fit_to_paper()

    def on_key(self, event: events.Key) -> None:
        """Enter writes what stands there: the usual paper is two keys away."""
        if event.key == "enter":
            event.stop()
            self.action_save()

    def on_field_row_changed(self, event: FieldRow.Changed) -> None:
        super().on_field_row_changed(event)
        if event.row.field.name == "what":
            self._fit_to_paper()
        else:
            self._tell_name()

    def _fit_to_paper(self) -> None:
        """What can be chosen of this paper; no second language where it has none."""
        for name, choices, value in self._to_choose(self._offer.paper):
            row = self.form.row(name)
            assert isinstance(row.editor, Picker)  # noqa: S101 - each is a choice
            row.editor.offer(choices, value)
            row.display = name != "also" or len(choices) > 1
        self._tell_name()

    def _to_choose(self, paper: PaperKind) -> Iterator[tuple[str, tuple[Choice, ...], str]]:
        """Readers and forms, each with that of the last time, or the usual one."""
        session = self._program.session
        readers, form, also = _last_time(session, paper)
        yield "readers", tuple(Choice(str(one), t(f"choices.audience.{one}")) for one in paper.readers), readers
        forms = sorted(paper.forms, key=lambda one: one.comes_back)
        yield "form", tuple(Choice(one.name, t(f"forms.{one.name}")) for one in forms), form
        if any("also" in one.paper.takes for one in self._offers.values()):
            others = [code for code in LANGUAGES if "also" in paper.takes and code != spoken_in(session.state)]
            none = Choice("", t("exporting.also.none"))
            yield "also", (none, *(Choice(code, t(f"ui.language_{code}")) for code in others)), also

    @property
    def _offer(self) -> PaperOffer:
        return self._offers[self.form.values["what"]]

    @property
    def _chosen(self) -> PaperChoice:
        values = self.form.values
        return PaperChoice(self._offer, Audience(values["readers"]), FORMS[values["form"]], values.get("also", ""))

    def _keep(self) -> PaperChoice:
        chosen = self._chosen
        paper = chosen.offer.paper
        last = f"{chosen.audience} {chosen.form.name} {chosen.also}".strip()
        self._program.settings.papers |= {self._place: paper.name, paper.name: last}
        with suppress(OSError):  # then it is asked anew next time
            self._program.session.keep_settings()
        return chosen

    def _tell_name(self) -> None:
        """The file's name, or why these readers cannot have it."""
        what, audience, form, also = self._chosen
        try:
            made = what.build(audience, form, also)
        except IctwgError as error:
            self._file.update("")
            self._tell(error.message, wrong=True)
            return
        names = [file_name(one, form) for one in made]
        told = t("exporting.files", count=len(names), name=names[0]) if names else t("exporting.nothing")
        told = t("exporting.copied") if form is MESSAGE else told
        session, spoken = self._program.session, made[0].language if made else ""
        otherwise = said_otherwise(session, what.paper, what.about, spoken) if spoken else ""
        pages = not (form.tabular or form.comes_back)
        found_in = (named_otherwise(session, made, lang) for lang in (spoken, also) if lang and pages)
        self._unnamed = next(filter(None, found_in), ())
        self.refresh_bindings()
        if found := self._unnamed:
            unnamed = ", ".join(shown_name(session.state, one) for one in found[:NAMED])
            told = "\n".join((told, t("exporting.unnamed", count=len(found), names=unnamed)))
        if not form.is_there:
            told = "\n".join((t("forms.missing", form=t(f"forms.{form.name}")), t("forms.missing.hint")))
        self._file.update(plain("\n".join(filter(None, (told, getattr(what.about, "counted", ""), otherwise)))))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._unnamed) if action == "translate" else super().check_action(action, parameters)

    @work
    async def action_translate(self) -> None:
        """The names that the page says in another language, one after the other, until Escape."""
        lookup, front = self._program.session.lookup, self._program.front
        for record in self._unnamed:
            form, bearer = translation_form(lookup, record)
            title = t("record_screen.translate", subject=shown_name(lookup.state, record))
            step = partial(translate, lookup.state, bearer)
            if not await front.fill_in(title, form, step):
                break
        self._tell_name()

    def action_cancel(self) -> None:
        """A choice is nothing that could be lost."""
        self.dismiss(None)


def _choice(name: str, choices: Sequence[Choice], value: str) -> FormField:
    label, told = t(f"exporting.{name}"), t("exporting.enter")
    return FormField(name, label, told, "choice", value, options=tuple(choices))


def _last_time(session: Session, paper: PaperKind) -> tuple[str, str, str]:
    """For whom, in which form and with which second language it was written last, or usually is."""
    last = session.settings.papers.get(paper.name, "").split()
    usual = (str(paper.readers[0]), usual_form(session, paper).name, "")
    readers, form, also = (*last, *usual[len(last) :])[:3]
    return readers, form if form in {one.name for one in paper.forms} else usual[1], also


async def send_out(screen: SessionScreen[Any], offers: Sequence[PaperOffer], title: str = "", place: str = "") -> None:
    """Asks, writes what was chosen and says where it is; a message goes to the clipboard. For workers."""
    form = SendOutForm(screen.program, title or t("exporting.title"), offers, place)
    await screen.app.push_screen_wait(form)
    if form.result is not None:
        await _send(screen, form.result)


async def _send(screen: SessionScreen[Any], chosen: PaperChoice) -> None:
    what, audience, form = chosen[:3]
    if form is not MESSAGE:
        if written := await _write(screen, chosen):
            goes_out = audience is not Audience.SECRETARIAT
            if await screen.app.push_screen_wait(WrittenBox(*written, goes_out=goes_out)):
                await _circulate(screen, chosen, written)
        return
    for paper in await let_out(screen, lambda: _planned(screen.session, chosen), audience):
        told = t("exporting.for", what=what.label, audience=t(f"choices.audience.{audience}"))
        screen.program.copy(paper.text, told)


async def _circulate(screen: SessionScreen[Any], chosen: PaperChoice, written: Sequence[WrittenFile]) -> None:
    about = chosen.offer.about if isinstance(chosen.offer.about, Record) else None
    files = tuple(Path(one.path) for one in written)
    await later("screens.sending", "circulate")(
        screen, OutgoingPaper(chosen.offer.paper.name, chosen.audience, about, files)
    )


async def _write(screen: SessionScreen[Any], chosen: PaperChoice) -> list[WrittenFile]:
    """Where it is now; nothing where it was refused, which is told."""
    what, audience = chosen[:2]
    asked = what.paper.asked_about(audience)
    written = await write_out(screen, lambda: _planned(screen.session, chosen), asked)
    note_made(screen.session, what.paper, audience, what.about, written)
    return written


def _planned(session: Session, chosen: PaperChoice) -> list[PlannedFile]:
    what, audience, form, also = chosen
    return [planned(one, form, session.store.path) for one in what.build(audience, form, also)]


async def export(screen: SessionScreen[Any], meeting: Meeting, *also: PaperOffer) -> None:
    """A paper about the meeting, or `also` others: the one that its last step has offered, or one to choose."""
    if (now := offered_now(screen.program)) is not None and now.offer.about.id == meeting.id:
        screen.program.offered = None
        await _send(screen, now)
        return
    session, beside = screen.session, MINUTES if meeting.is_drafting else (NOTE,)
    first = NOTE if meeting.is_drafting else AGENDA if meeting.state is MeetingState.PLANNED else MINUTES[0]
    papers = sorted(papers_of(Meeting.SINGULAR), key=lambda paper: paper.name != first)
    offers = [offer(session, one, meeting) for one in papers if one.name not in beside]
    await send_out(screen, (*offers, *also), shown_name(session.state, meeting))


def offer_now(program: IctwgApp, meeting: Meeting, name: str, readers: Audience) -> str:
    """Lets the key of papers make this one at once, until anything else is recorded; what it makes, in words."""
    session, paper = program.session, paper_named(name)
    _, named, also = _last_time(session, paper)
    form = FORMS[named]
    program.offered = session.state.version, PaperChoice(offer(session, paper, meeting), readers, form, also)
    what = t("exporting.for", what=t(f"papers.{name}"), audience=t(f"choices.audience.{readers}"))
    return t("exporting.offered", what=what, form=t(f"forms.{form.name}"))


def offered_now(program: IctwgApp) -> PaperChoice | None:
    """What the last step has offered, as long as it is the last that was recorded."""
    version, chosen = program.offered or (None, None)
    return chosen if version == program.session.state.version else None


def records_offer(session: Session, about: RecordList, label: str = "") -> PaperOffer:
    """Records as a list for a spreadsheet."""
    return offer(session, paper_named(LIST), about, label or t("papers.list"))


async def send(screen: SessionScreen[Any], meeting: Meeting, name: str) -> None:
    """One paper without a question, for those whom it is for first of all."""
    paper, session = paper_named(name), screen.session
    await _send(screen, PaperChoice(offer(session, paper, meeting), paper.readers[0], usual_form(session, paper)))


async def write_action_points(screen: SessionScreen[Any], meeting: Meeting) -> list[WrittenFile]:
    """Of a closed meeting, for the members: to print, and the message on the clipboard; nothing where it failed."""
    paper, session = paper_named(POINTS), screen.session
    what = offer(session, paper, meeting)
    written = await _write(screen, PaperChoice(what, Audience.MEMBERS, usual_form(session, paper, SHEETS)))
    if written:
        closed = t("verbs.closed_meeting", subject=shown_name(session.state, meeting))
        text = PaperChoice(what, Audience.MEMBERS, MESSAGE)
        for message in await let_out(screen, lambda: _planned(session, text), Audience.MEMBERS):
            screen.program.copy(message.text, f"{closed} · {what.label}")
    return written


async def let_out_paper(screen: SessionScreen[Any], meeting: Meeting, name: str, audience: Audience) -> bool:
    """Whether nothing in it is open, so that it can be said that it went to these readers."""
    return bool(await let_out(screen, lambda: made(screen.session, paper_named(name), audience, meeting), audience))
