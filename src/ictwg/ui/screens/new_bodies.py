"""The organizations that papers name and nobody has put on record, each once.

The five jobs that it is for:

1. See what each seems to be: its name as written, its type, as what and since when it is on rolls, in how many papers.
2. Say with one key what becomes of it: it is new, it is another one, or it stays as text; the next one comes then.
3. Correct its type and its days at its place.
4. Take all that nobody has decided as proposed, with one key.
5. Go on with Escape: what is left waits in *To check*; the answers hold for all papers of this import.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import work

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, form_field
from ictwg.app.import_questions import AS_TEXT, NamedBody
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Membership, Organization
from ictwg.domain.text import fold
from ictwg.imports.doubts import IT_IS, Key
from ictwg.imports.report import choice_told
from ictwg.locales import t
from ictwg.members.new_body import NewBody, new_body
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.widgets.columns import Cell, CellPiece, Column

Chosen = dict[str, dict[Key, str]]
EDITED = (Membership.status, Membership.since, Membership.until)


class NewBodyRow(NamedTuple):
    id: str
    body: NamedBody
    said: str
    """What a person has chosen for it."""


class NewBodiesScreen(ListScreen[NewBodyRow]):
    """Args:
    bodies: All that the papers name.
    chosen: What a person has chosen for the points of all files; it is kept up.
    """

    BINDINGS: ClassVar = bindings_with(
        "new_bodies.new", "new_bodies.is", "new_bodies.text", "new_bodies.all", "new_bodies.edit", "import.all"
    )
    EMPTY = "errands.import.nothing_to_decide"
    told_as: ClassVar = {"list.choose": "new_bodies.new"}

    def __init__(self, bodies: Sequence[NamedBody], chosen: Chosen) -> None:
        super().__init__()
        self._bodies = bodies
        self._chosen = chosen
        self.imports = False
        """Whether all is to be imported now."""

    @property
    def heading(self) -> str:
        left = sum(not one.said(self._chosen) for one in self._bodies)
        told = (t("importing.bodies", count=len(self._bodies)), t("errands.import.points", count=left))
        return " · ".join((*told, t("errands.import.all_proposed")))

    def rows(self) -> tuple[NewBodyRow, ...]:
        return tuple(NewBodyRow(str(n), one, one.said(self._chosen)) for n, one in enumerate(self._bodies))

    def columns(self) -> tuple[Column[NewBodyRow], ...]:
        return (
            Column("name", t("records.name"), lambda one: one.body.name, share=3, minimum=23),
            Column("type", t("records.type"), self._type, minimum=13, most=22, drop=1),
            Column("as", t("errands.import.as"), self._status, width=9, snug=True, drop=2),
            Column("since", t("records.from"), lambda one: short_day(_new(one).since), width=11, drop=3),
            Column("until", t("records.to"), lambda one: short_day(_new(one).until), width=11, drop=4),
            Column("papers", t("errands.import.papers"), lambda one: one.body.papers, width=9, snug=True, drop=5),
            Column("becomes", t("errands.import.becomes"), self._becomes, width=12, snug=True),
        )

    def _type(self, row: NewBodyRow) -> Cell:
        """A guess is marked until somebody has looked at it."""
        label = Organization.type.label(_new(row).type)
        return label if new_body(row.said) else (CellPiece(f"{label}?", "muted"),)

    def _status(self, row: NewBodyRow) -> Cell:
        status = _new(row).status
        label = Membership.status.label(status) if status else ""
        return label if new_body(row.said) else (CellPiece(f"{label}?" if label else "", "muted"),)

    def _becomes(self, row: NewBodyRow) -> Cell:
        if not row.said:
            return (CellPiece(f"{_in_short(row.body.proposed)}?", "muted"),)
        return (CellPiece(f"✓ {_in_short(row.said)}", "good"),)

    def detail(self, row: NewBodyRow) -> Detail:
        """What may become of it, and where it is named."""
        _, first = row.body.points[0]
        told = tuple(choice_told(first, one) for one in (row.said, *first.choices) if one)
        return Detail(row.body.name, row.body.papers, (DetailSection("", tuple(dict.fromkeys(told))),))

    def choose(self, row: NewBodyRow) -> None:  # noqa: ARG002 - the cursor is on it
        self.action_new()

    def action_new(self) -> None:
        if row := self.listed.list.current:
            self._decide(row, _new(row).choice)

    def action_text(self) -> None:
        if row := self.listed.list.current:
            self._decide(row, "")

    @work
    async def action_is(self) -> None:
        """One on record or another one of these, the nearest first."""
        row = self.listed.list.current
        if row is None:
            return
        on_record = (Choice(one.acronym, one.acronym, one.name) for one in self.session.state.all(Organization))
        others = (Choice(one.name, one.name) for one in self._bodies if one is not row.body)
        offered = {fold(one.value): one for one in (*map(Choice, row.body.alike, row.body.alike), *on_record, *others)}
        answer = await self.app.push_screen_wait(
            Choose(t("errands.import.it_is", name=row.body.name), [*offered.values()])
        )
        if answer:
            self._decide(row, f"{IT_IS} {answer}")

    @work
    async def action_edit(self) -> None:
        row = self.listed.list.current
        if row is None:
            return
        body, lookup = _new(row), self.session.lookup
        days = {one.name: day.isoformat() for one, day in zip(EDITED[1:], body[2:], strict=True) if day}
        status = {Membership.status.name: str(body.status)} if body.status else {}
        type = form_field(lookup, Organization.type, value=str(body.type))
        fields = (type, *fields_for(lookup, Membership, only=EDITED, values={**status, **days}))
        values = await self.app.push_screen_wait(FormScreen(row.body.name, fields, verb="form.go_on"))
        if values is not None:
            since, until = (field.parse(values[field.name], lookup) for field in EDITED[1:])
            changed = body._replace(
                type=Organization.type.parse(values[type.name], lookup),
                status=Membership.status.parse(values[Membership.status.name], lookup) if since else None,
                since=since,
                until=until if since else None,
            )
            self._decide(row, changed.choice)

    def _decide(self, row: NewBodyRow, choice: str) -> None:
        """And on to the next one."""
        row.body.choose(choice, self._chosen)
        self.reload()
        self.listed.list.move_to(str(int(row.id) + 1))

    def action_all(self) -> None:
        """Those that nobody has decided, as is proposed."""
        for row in self.rows():
            if not row.said:
                row.body.choose(row.body.proposed, self._chosen)
        self.reload()

    def action_import_all(self) -> None:
        self.imports = True
        self.dismiss()


def _new(row: NewBodyRow) -> NewBody:
    return row.body.as_new(row.said)


def _in_short(choice: str) -> str:
    if choice in AS_TEXT:
        return t("errands.import.as_text")
    return t("errands.import.new") if new_body(choice) else f"→ {choice.removeprefix(f'{IT_IS} ')}"
