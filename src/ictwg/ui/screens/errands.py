"""Rare tasks of the palette: saving and merging copies, exporting, handing over, leaving.

Each is asked once, says before what will happen, and afterwards what has.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ictwg.app import leaving
from ictwg.app.catalogue import paper_named
from ictwg.app.csv_lists import listed
from ictwg.app.doors import written_text
from ictwg.app.forms.choices import Choice, path_completer
from ictwg.app.forms.fields import FormField, flag
from ictwg.app.opening import new_file
from ictwg.app.packs import PackRequest, pack_files, zipped
from ictwg.app.session import Session
from ictwg.domain.records import Meeting, Series
from ictwg.domain.roster import in_protocol_order
from ictwg.domain.schema import RECORDS, Record, link_to
from ictwg.domain.text import in_sentence
from ictwg.domain.values import Audience
from ictwg.errors import IctwgError, UsageError
from ictwg.exports.messages import Copy
from ictwg.locales import t
from ictwg.papers.files import PlannedFile
from ictwg.records.lookup import beside_name, name_now, shown_name
from ictwg.records.reference_data import Pack, load_packs
from ictwg.records.selection import LISTINGS, in_order
from ictwg.reports.period import asked_for
from ictwg.tasks.checklists import next_meeting
from ictwg.ui import export_menu as exporting
from ictwg.ui.disclosure import let_out, write_out
from ictwg.ui.export_menu import offer, records_offer, send, send_out
from ictwg.ui.modals.box import PassphraseBox, WrittenBox, agreed, tell_in_box, worked_out
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen, LongForm
from ictwg.ui.program import COPIED
from ictwg.ui.screens.merging import say_same
from ictwg.ui.screens.reports import asked_in, period_fields
from ictwg.ui.session_screen import SessionScreen, complaining

if TYPE_CHECKING:
    from ictwg.app.import_files import Tell
    from ictwg.imports.doubts import Key
    from ictwg.imports.report import ImportPlan
    from ictwg.ui.app import IctwgApp

    Chosen = Mapping[str, Mapping[Key, str]]
    Reads = Callable[[Session, dict[str, str], Tell, Chosen], ImportPlan | None]

T = TypeVar("T")

PATH, RESTRICTED = "path", "restricted"
SERIES = "series"
READERS, HOW, YEAR = "readers", "how", "year"
COPIES = frozenset({".json"})


async def bring_in(program: IctwgApp) -> None:
    """A copy from a stick or a mail: this group's comes in, another group's is shown first."""
    from ictwg.app.backups import Brought, brought_in, meant, plan_of
    from ictwg.ui.screens.import_preview import ImportScreen

    def look(session: Session, values: dict[str, str], tell: Callable[[str], None]) -> Brought:
        return brought_in(session, values[PATH], tell)

    field = path_field(t("errands.bring_in.path"), t("errands.bring_in.help"), there=True)
    form = LongForm(t("errands.bring_in"), (field,), look, verb="form.go_on")
    values = await program.push_screen_wait(form)
    if values is None:
        return
    brought: Brought = form.result
    if brought.plan is None:
        program.say(brought.words)
        program.changed()
        return

    def again(session: Session, tell: Tell, chosen: Chosen) -> ImportPlan:
        return plan_of(session, meant(values[PATH]), tell, chosen)

    program.push_screen(ImportScreen(t("errands.other.title"), brought.plan, again))


async def import_files(program: IctwgApp, there: str = "") -> None:
    """Minutes, lists of members, another group's file; `there`: the folder, where it is known."""
    from ictwg.app.import_files import READ, KeptFiles, found_files, make_plan
    from ictwg.app.import_questions import KeptAnswers, read_on

    kept = KeptFiles()
    answers = KeptAnswers(program.session)
    chosen: dict[str, dict[Key, str]] = {}
    folder = ""

    def read(session: Session, values: dict[str, str], tell: Tell, said: Chosen) -> ImportPlan:
        nonlocal folder
        folder = _full(values[PATH])
        files = found_files(folder)

        def again(said: Chosen) -> ImportPlan:
            return make_plan(session, files, values.get(SERIES, ""), tell, said, kept)

        if said:
            return again(said)
        plan, resumed = read_on(again, answers.chosen, {})
        chosen.update({where: dict(one) for where, one in resumed.items()})
        return plan

    begun = there or next(reversed(answers.open), "")
    path = path_field(t("errands.import.path"), t("errands.import.help"), suffixes=READ, value=begun)
    bodies = [Choice(one.code, one.name) for one in program.session.state.all(Series) if one.code]
    series = FormField(
        SERIES, t("records.body_member.series"), help=t("errands.import.series.help"), options=tuple(bodies)
    )
    fields = (path, series) if bodies else (path,)

    def keep(plan: ImportPlan, said: dict[str, dict[Key, str]]) -> None:
        answers.keep(folder, plan, said)

    await _import(program, t("errands.import"), t("errands.import.title"), fields, read, resumed=(chosen, keep))


async def import_list(program: IctwgApp, kind: type[Record], of: Record | None) -> None:
    """A list of records of one type from a spreadsheet, or of what belongs to one, which is asked then."""
    from ictwg.app.import_files import LISTS, listed_kind, make_list_plan
    from ictwg.imports.list_rows import usual_headings

    listed: type[Record] = kind
    above: Record | None = None

    def read(session: Session, values: dict[str, str], tell: Tell, chosen: Chosen) -> ImportPlan | None:
        nonlocal listed
        listed = listed_kind(_full(values[PATH]), kind)
        whole = of if listed is kind else above
        if listed is not kind and whole is None:
            return None
        return make_list_plan(session, _full(values[PATH]), listed, whole, chosen, tell)

    async def belongs() -> str:
        nonlocal above
        children, one = (t(f"records.{name}") for name in (f"{listed.SINGULAR}.plural", kind.SINGULAR))
        title = t("errands.import.belongs_to", children=in_sentence(children), kind=in_sentence(one))
        above = await _one_of(program, kind, of, title)
        return t("errands.import.list", plural=children) if above is not None else ""

    title = t("errands.import.list", plural=t(f"records.{kind.SINGULAR}.plural"))
    told = t("errands.import.list.help", headings=usual_headings(kind))
    path = path_field(t("errands.import.path"), told, suffixes=LISTS)
    await _import(program, title, title, (path,), read, belongs)


async def _one_of(program: IctwgApp, kind: type[Record], of: Record | None, title: str) -> Record | None:
    """The only record of this type that belongs to `of`, or the one that a person chooses."""
    state = program.session.state
    link: Any = link_to(kind, type(of)) if of is not None else None
    found = state.linked(kind, link, of.id) if of is not None and link is not None else state.all(kind)
    if len(found) == 1:
        return found[0]
    offered = [Choice(one.id, name_now(state, one.TABLE, one.id)) for one in found]
    return state.get(kind, await program.push_screen_wait(Choose(title, offered)))


async def _import(
    program: IctwgApp,
    title: str,
    heading: str,
    fields: tuple[FormField, ...],
    read: Reads,
    belongs: Callable[[], Awaitable[str]] | None = None,
    resumed: tuple[Any, Any] = (None, None),
) -> None:
    """Shown row by row, with what is in doubt, before it comes in; `belongs` says to what, where nothing was read.

    `resumed`: what was chosen before, and what keeps it.
    """
    from ictwg.ui.screens.import_preview import ImportScreen, told_at_once

    form = LongForm(
        title, fields, lambda session, values, tell: read(session, values, told_at_once(tell), {}), verb="form.go_on"
    )
    values = await program.push_screen_wait(form)
    if values is None:
        return

    def again(session: Session, tell: Tell, chosen: Chosen) -> Any:
        return read(session, values, tell, chosen)

    plan = form.result
    if plan is None and belongs is not None and (heading := await belongs()):
        plan = await worked_out(program, title, lambda session, tell: again(session, told_at_once(tell), {}))
    if plan is not None:
        program.push_screen(ImportScreen(heading, plan, again, *resumed))


async def open_copied(program: IctwgApp) -> None:
    """Where the terminal's clipboard does not take it."""
    file = program.session.scratch_file(COPIED)
    if file is not None and file.is_file():
        program.open_file(str(file))
    else:
        program.say(t("ui.nothing_copied"))


async def combine_doubles(program: IctwgApp) -> None:
    """Two organizations or two people that are one: which, and then what happens."""
    await say_same(program)


async def carry(program: IctwgApp) -> None:
    """A copy for a colleague who does not reach the shared folder."""
    from ictwg.app import backups

    store = program.session.store
    field = path_field(
        t("errands.carry.path"),
        t("errands.carry.help"),
        validate=lambda text: backups.problem_of_copy(store, text) or None,
        echo=lambda text: str(backups.copy_path(store, text)),
    )
    title = t("errands.carry")
    carried = await _filled(program, title, (field,), lambda values: backups.carry(store, values[PATH]))
    if carried is not None:
        await tell_in_box(program, title, backups.carried_words(carried))


async def hand_over(program: IctwgApp) -> None:
    """A file for another body, without what is nobody else's."""
    session, title = program.session, t("errands.hand_over")

    def asked(values: dict[str, str]) -> tuple[str, bool]:
        path = new_file(values[PATH])
        if path.exists():
            raise UsageError(t("store.exists", path=str(path)), t("carrying.hint"), field=PATH)
        return str(path), values[RESTRICTED] == "yes"

    path = path_field(t("errands.carry.path"), t("errands.hand_over.help"), echo=lambda text: str(new_file(text)))
    restricted_too = flag(RESTRICTED, t("errands.hand_over.restricted"), "", on=False)
    answer = await _filled(program, title, (path, restricted_too), asked, "form.go_on")
    if answer is None:
        return
    target, restricted = answer

    def make() -> tuple[Copy]:
        now = leaving.handed_over(session.state, session.today, with_restricted=restricted)
        return (Copy(written_text(now.changes), now.records, 0),)

    planned = leaving.handed_over(session.state, session.today, with_restricted=restricted)
    question = t("errands.hand_over.ask", count=planned.records, path=target)
    if not await agreed(program, "\n".join((question, *planned.left_out())), t("errands.hand_over.yes")):
        return
    if not await let_out(program.front, make, Audience.MEMBERS):
        return
    with complaining(program):
        handed = leaving.hand_over(session.state, target, session.today, with_restricted=restricted)
        told = t("leaving.handed", count=handed.records, path=target)
        await tell_in_box(program, title, "\n".join((told, *handed.left_out())))


async def export(program: IctwgApp) -> None:
    """What goes out about a meeting: which, then what and for whom."""
    state = program.session.state
    meetings = sorted(state.all(Meeting), key=lambda one: (str(one.date or ""), one.id), reverse=True)
    offered = [Choice(one.id, shown_name(state, one), one.title) for one in meetings]
    meeting = state.get(Meeting, await program.push_screen_wait(Choose(t("errands.export.which"), offered)))
    if meeting is not None and program.front is not None:
        await exporting.export(program.front, meeting)


async def export_list(program: IctwgApp) -> None:
    """One of the lists, whole, as a file for Excel."""
    offered = [Choice(name, t(f"errands.export_list.{name}")) for name in LISTINGS]
    name = await program.push_screen_wait(Choose(t("errands.export_list.which"), offered))
    if name is not None:
        await send_out(program.front, (records_offer(program.session, listed(program.session.lookup, name)),))


async def paper_of_next_meeting(name: str, program: IctwgApp) -> None:
    """The sign-in sheet or the list of visitors, to print."""
    meeting = next_meeting(program.session.state, program.session.today)
    if meeting is None:
        program.say(t("cli.agenda.none"))
    elif isinstance(program.screen, SessionScreen):
        await send(program.screen, meeting, name)


async def paper_of_the_group(name: str, program: IctwgApp) -> None:
    """One that is of no record: the list of actions, the contacts, the dates for a calendar."""
    await send_out(program.front, (offer(program.session, paper_named(name)),))


async def book(program: IctwgApp) -> None:
    """The minutes of a period in one file, beside the shared one."""
    session = program.session
    fields = period_fields(session.lookup, asked_for(session.today, None, None))
    asked = await _filled(program, t("errands.book"), fields, lambda values: asked_in(session.lookup, values))
    if asked is not None:
        paper = paper_named("book")._replace(readers=(asked.audience,))
        await send_out(program.front, (offer(session, paper, since=asked.since, until=asked.until),))


async def pack(program: IctwgApp) -> None:
    """Papers that go out together: which, about what, for whom; in a zip or in a folder."""
    session, packs = program.session, load_packs()
    names = [Choice(name, t(f"packs.{name}")) for name in packs]
    name = await program.push_screen_wait(Choose(t("errands.pack"), names))
    kinds = [kind for kind in RECORDS.values() if name is not None and kind.SINGULAR in packs[name].of.split()]
    about = await chosen_of(program, kinds) if kinds else None
    if name is None or (kinds and about is None):
        return

    def files(session: Session, values: dict[str, str]) -> Sequence[PlannedFile]:
        year = int(values.get(YEAR, 0))
        since, until = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
        asked = PackRequest(name, Audience(values[READERS]), about, since, until)
        made = pack_files(session, asked)
        return [zipped(made)] if values[HOW] == "zip" else made

    fields = _pack_fields(session, packs[name])
    form = LongForm(t(f"packs.{name}"), fields, lambda session, values, _: files(session, values), verb="form.write")
    values = await program.push_screen_wait(form)
    if values is not None:
        ready = [form.result]

        def make() -> Sequence[PlannedFile]:
            """Once more after each decision."""
            return ready.pop() if ready else files(session, values)

        if written := await write_out(program.front, make, Audience(values[READERS])):
            await program.push_screen_wait(WrittenBox(*written[:1]))


async def chosen_of(program: IctwgApp, kinds: Iterable[type[Record]]) -> Record | None:
    """A record of one of these types, the last first, or in protocol order; the cursor stands where it stood."""
    state = program.session.state
    found: dict[str, Record] = {one.id: one for kind in kinds for one in reversed(in_order(state, state.all(kind)))}
    found = {one.id: one for one in in_protocol_order(state, found)} or found
    offered = [Choice(id, shown_name(state, one), beside_name(one)) for id, one in found.items()]
    title, current = t("letters.ask.about"), program.front.under_cursor
    chosen = await program.push_screen_wait(Choose(title, offered, current=current))
    return found.get(chosen or "")


def _pack_fields(session: Session, pack: Pack) -> tuple[FormField, ...]:
    """For whom, in what, and of which year, which stands last and only where it is asked."""
    held = {str(one.date.year) for one in session.state.all(Meeting) if one.date is not None}
    offered = {
        READERS: {one: t(f"choices.audience.{one}") for one in pack.readers},
        HOW: {one: t(f"packs.as.{one}") for one in ("zip", "folder")},
        YEAR: {one: one for one in sorted(held | {str(session.today.year)}, reverse=True)},
    }
    fields = (
        FormField(
            name, t(f"packs.{name}"), "", "choice", next(iter(each)), options=tuple(map(Choice, each, each.values()))
        )
        for name, each in offered.items()
    )
    return tuple(fields)[: 3 if pack.of == YEAR else 2]


async def leave(program: IctwgApp) -> None:
    """Takes the group off this computer; the program ends with the words of what remains elsewhere."""
    session = program.session
    if not await agreed(program, t("errands.leave.ask", path=session.store.path), t("errands.leave.yes"), stays=True):
        return
    await program.sync_scheduler.rest()
    try:
        left = session.leave()
    except IctwgError as error:
        program.sync_scheduler.go_on()
        program.complain(error)
        return
    here = "\n  ".join((t("leaving.files"), *left.files)) if left.files else t("leaving.done")
    elsewhere = "\n- ".join((t("leaving.elsewhere"), *left.elsewhere))
    program.close_with_message(f"{here}\n{elsewhere}")


async def unlock(program: IctwgApp) -> None:
    """The passphrase of a file that somebody has encrypted meanwhile; then what waited comes in and goes out."""
    store = program.session.store
    if not store.encryption.locked:
        program.say(t("encryption.form.not_locked"))
    elif await program.push_screen_wait(PassphraseBox(store)):
        program.say(t("encryption.form.open"))
        program.sync_scheduler.sync_soon()


def path_field(
    label: str,
    help: str,
    *,
    validate: Callable[[str], str | None] | None = None,
    echo: Callable[[str], str] | None = None,
    required: bool = True,
    there: bool = False,
    suffixes: frozenset[str] = COPIES,
    value: str = "",
) -> FormField:
    """A line for a file, which completes folders and files that end so; `~` is the home folder.

    Where it must be `there`, Tab and Enter take the only one that is offered.
    """
    said = echo or (lambda text: str(Path(text.strip()).expanduser().absolute()) if text.strip() else "")
    return FormField(
        PATH,
        label,
        value=value,
        help=help,
        required=required,
        validate=validate,
        echo=said,
        completer=path_completer(suffixes),
        unfinished=(lambda text: not Path(text).expanduser().is_file()) if there else None,
        in_steps=True,
    )


def _full(text: str) -> str:
    return str(Path(text.strip()).expanduser())


async def _filled(
    program: IctwgApp,
    title: str,
    fields: tuple[FormField, ...],
    save: Callable[[dict[str, str]], T],
    verb: str = "form.save",
) -> T | None:
    """What saving a form has returned; an error stays in it. None where it was left."""
    form = FormScreen(title, fields, save=save, verb=verb)
    await program.push_screen_wait(form)
    result: T | None = form.result
    return result
