"""A document: the steps on its way, its versions with their files, and who writes which chapter.

The three jobs that it is for:

1. See how far it is, with whom it lies and for how long, and whether the file was changed since it was named.
2. Mark the next step done, with what shows it; note that it came back, to be submitted once more.
3. Add a version, and open its file; see who has commented.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import work

from ictwg.app.forms.declared import fields_for, form_field
from ictwg.app.forms.fields import FormField, Values
from ictwg.documents.comments import DocumentComments
from ictwg.documents.track import NEEDS, lies, steps_of
from ictwg.domain.changes import Changes, together
from ictwg.domain.records import TrackStep
from ictwg.domain.values import TrackStage
from ictwg.locales import t
from ictwg.records.editing import add, set_fields
from ictwg.ui.declared_screen import RecordDetailScreen
from ictwg.ui.keys import bindings_for
from ictwg.ui.screens.askings import AskingScreen


class DocumentScreen(RecordDetailScreen):
    BINDINGS: ClassVar = bindings_for("document")

    @work
    async def action_step_done(self) -> None:
        """The step under the cursor, where it is still to come; else the next one."""
        state, lookup = self.session.state, self.session.lookup
        here = self.current if isinstance(self.current, TrackStep) and self.current.done_on is None else None
        step = here or lies(state, self.whole, self.session.today).step
        if step is None:
            self.tell(t("documents.no_step"))
            return
        steps = steps_of(state, self.whole)
        following = next((one for one in steps[steps.index(step) + 1 :] if one.done_on is None), None)

        def done(values: Values) -> Changes:
            then = {TrackStep.lies_with.name: values.pop(TrackStep.lies_with.name, "")}
            changes = [set_fields(lookup, step, values)]
            if following is not None and then[TrackStep.lies_with.name] != following.lies_with:
                changes.append(set_fields(lookup, following, then))
            return together(changes, self.heading)

        named = t("documents.step_done", stage=t(f"choices.track_stage.{step.stage}"))
        await self.fill_in(named, self._asked(step.stage, step, following), done)

    @work
    async def action_returned(self) -> None:
        """It came back, and is to be submitted once more."""
        lookup = self.session.lookup
        stage = {TrackStep.document.name: self.whole.id, TrackStep.stage.name: str(TrackStage.RETURNED)}
        form = self._asked(TrackStage.RETURNED)
        await self.fill_in(t("documents.returned"), form, lambda values: add(lookup, TrackStep, stage | values)[1])

    def _asked(
        self, stage: TrackStage, step: TrackStep | None = None, following: TrackStep | None = None
    ) -> tuple[FormField, ...]:
        """The day, what shows that it was done, and with whom the document lies then."""
        lookup, today = self.session.lookup, {TrackStep.done_on.name: self.session.today.isoformat()}
        form = fields_for(lookup, TrackStep, step, only=(TrackStep.done_on, *NEEDS.get(stage, ())), values=today)
        if following is None:
            return form
        then = form_field(lookup, TrackStep.lies_with, following)
        return (*form, replace(then, label=t("documents.then_with")))

    def action_comments(self) -> None:
        """Who has commented, and who has not."""
        self.app.push_screen(AskingScreen(DocumentComments(self.session.state, self.whole, self.session.today)))
