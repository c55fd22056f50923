"""A training as the secretary has it: its participants, the roll of each day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.builders import known
from tests.ui.open_group import fill_in, opened

from ictwg.app.forms.declared import fields_for
from ictwg.app.session import Session
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Edit
from ictwg.domain.records import Participant, Training, TrainingSession
from ictwg.domain.values import AudienceGroup, ParticipantState
from ictwg.locales import t
from ictwg.papers.words import day
from ictwg.programme.roll import attended_of
from ictwg.ui.screens.programme import TrainingRollScreen, TrainingScreen

NAMES = ("Ana Example", "Rui Example", "Zeca Example")


def two_days(session: Session) -> Training:
    store, today = session.store, session.today
    edit, held = Edit("verbs.created"), store.new_id()
    dates = (Training.starts_on(today), Training.ends_on(today + timedelta(days=1)))
    edit.create(Training, held, Training.title("Police training"), *dates)
    for name in NAMES:
        edit.create(Participant, store.new_id(), Participant.training(held), Participant.name(name))
    store.commit(edit.done())
    return known(store.get(Training, held))


async def test_one_key_on_the_roll_of_each_day(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        training = two_days(session)
        await there.app.open_whole(training)
        await there.press("right", shows=NAMES[0])
        await there.press("ctrl+r", to=TrainingRollScreen)
        await there.press("p", "p", "x", shows=t("choices.presence.absent"))
        await there.press("right", "home", "p")
        await there.until(lambda: came(session, training, "Ana Example") == (2, 2, 2))
        assert came(session, training, "Rui Example") == (1, 2, 1)
        await there.press("ctrl+z")
        await there.until(lambda: came(session, training, "Ana Example") == (1, 2, 1))
        states = {row.name: row.state for row in session.state.all(Participant)}
        assert states["Ana Example"] is ParticipantState.ATTENDED
        assert states["Zeca Example"] is ParticipantState.NOMINATED


async def test_the_roll_is_that_of_the_session_under_the_cursor_and_names_its_day(tmp_path: Path) -> None:
    """With the cursor on the second day the keys had marked the first."""
    async with opened(tmp_path) as there:
        session = there.app.session
        training, days = two_days(session), [session.today + timedelta(days=n) for n in range(1, 3)]
        await there.app.open_whole(training)
        for many in (1, 2):
            edit = Edit("verbs.created")
            settings = (TrainingSession.training(training.id), TrainingSession.date(days[many - 1]))
            edit.create(TrainingSession, session.store.new_id(), *settings, TrainingSession.topic(f"topic {many}"))
            page = there.app.screen
            assert isinstance(page, TrainingScreen)
            page.carry_out(edit.done, quiet=True)
            await there.shows(f"topic {many}")
            await there.press("end", "ctrl+r", to=TrainingRollScreen, shows=short_day(days[many - 1]))
            assert isinstance(there.app.screen, TrainingRollScreen)
            assert there.app.screen.day == days[many - 1]
            await there.press("escape")
            await there.until(lambda: not isinstance(there.app.screen, TrainingRollScreen))


def came(session: Session, training: Training, name: str) -> tuple[int, ...] | None:
    row = next(row for row in session.state.all(Participant) if row.name == name)
    return attended_of(session.state, training, row)


async def test_a_sheet_goes_into_the_secretariat_s_folder(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.app.open_whole(two_days(there.app.session))
        await there.press("ctrl+t", shows=t("training_screen.sheets"))
        await there.press("ctrl+s")
        await there.until(
            lambda: any(tmp_path.glob("Trainings/*/Secretariat only/Attendance list - * - secretariat.*"))
        )


async def test_a_list_of_participants_comes_in_after_a_look(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name;Organization;Sex\nInês Sample;Court of Appeal;F\nAna Example;;F\n", encoding="utf-8")
    async with opened(tmp_path) as there:
        session = there.app.session
        await there.app.open_whole(two_days(session))
        await there.press("right", "alt+i", shows=t("errands.import.path"))
        await fill_in(there, file)
        await there.shows("Inês Sample")
        await there.press("ctrl+s")
        await there.until(lambda: len(session.state.all(Participant)) == 4)
        await there.press("ctrl+z")
        await there.until(lambda: len(session.state.all(Participant)) == 3)


async def test_all_sheets_are_named_when_they_are_written(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.app.open_whole(two_days(there.app.session))
        await there.press("ctrl+t", "ctrl+s")
        for on in (there.app.session.today, there.app.session.today + timedelta(days=1)):
            await there.shows(f"Attendance list - Police training ({day(on, 'en')}) - secretariat.pdf")


async def test_a_training_is_edited_on_its_own_page(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        training = two_days(there.app.session)
        await there.app.open_whole(training)
        await there.press("alt+e", shows=t("followup.edit", subject=training.title))
        await there.press("end", *" of 2010", "ctrl+s")
        await there.until(lambda: there.app.session.state.all(Training)[-1].title == "Police training of 2010")


async def test_audience_groups_are_written_as_they_are_called(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        session = there.app.session
        training = two_days(session)
        named = t("choices.audience_group.law_enforcement")
        session.commit(
            Edit("verbs.edited").update(training, Training.audience_groups((AudienceGroup.LAW_ENFORCEMENT,))).done()
        )
        (field,) = fields_for(session.lookup, Training, training_now(session), only=(Training.audience_groups,))
        assert field.value == named
        assert field.validate is not None
        assert field.validate(named) is None
        assert named in (field.validate("Police") or "")


def training_now(session: Session) -> Training:
    return session.state.all(Training)[-1]
