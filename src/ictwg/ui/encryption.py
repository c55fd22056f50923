"""Encryption from the palette: asks first, then lists what it could not reach.

The recovery sheet is on the disk before anything is encrypted; where it cannot be written, nothing has changed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ictwg.app import encryption
from ictwg.app.forms.declared import refusal
from ictwg.app.forms.fields import FormField, Values
from ictwg.domain.text import sentences
from ictwg.errors import IctwgError, InvalidValueError
from ictwg.locales import t
from ictwg.ui.modals.box import agreed, tell_in_box, worked_out
from ictwg.ui.modals.form_screen import LongForm
from ictwg.ui.screens.errands import path_field

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.app.session import Session
    from ictwg.store.maintenance.encrypting import Turned
    from ictwg.ui.app import IctwgApp
    from ictwg.ui.modals.box import Tell

    Seals = Callable[..., Turned]


PASSPHRASE, AGAIN, SHEET = "passphrase", "again", "path"


async def encrypt(program: IctwgApp) -> None:
    await _seal(program, "encrypt", encryption.encrypt, t("errands.encrypt.sheet.help"))


async def change_passphrase(program: IctwgApp) -> None:
    await _seal(program, "passphrase", encryption.change_passphrase, t("errands.passphrase.sheet.help"))


async def decrypt(program: IctwgApp) -> None:
    if not await _agreed(program, "decrypt"):
        return
    program.session.store.close()  # nobody of this computer may be at it
    turned = await worked_out(program, t("errands.decrypt"), _decrypted)
    if turned is not None:
        await _told(program, "decrypt", turned, "")


async def _agreed(program: IctwgApp, what: str, possible: Callable[[], None] | None = None) -> bool:
    """Whether a person wants it, once it is known to be possible."""
    try:
        if possible is not None:
            possible()
    except IctwgError as error:
        await tell_in_box(program, t(f"errands.{what}"), sentences(error.message, error.hint))
        return False
    question = f"{t(f'errands.{what}.ask')}\n\n{t(f'encryption.will.{what}')}"
    return await agreed(program, question, t(f"errands.{what}.yes"), stays=True)


async def _seal(program: IctwgApp, what: str, use_case: Seals, sheet: str) -> None:
    if not await _agreed(program, what, encryption.require_library):
        return
    store = program.session.store
    secrets = (
        FormField(
            PASSPHRASE,
            t("errands.encrypt.passphrase"),
            help=t("encryption.too_short.hint"),
            kind="secret",
            required=True,
            validate=refusal(encryption.good, lambda error: error.message),
        ),
        FormField(AGAIN, t("errands.encrypt.again"), kind="secret", required=True),
    )
    place = path_field(
        t("errands.encrypt.sheet"),
        sheet,
        validate=refusal(
            lambda text: encryption.sheet_place(text, store.path), lambda error: sentences(error.message, error.hint)
        ),
        echo=lambda text: str(encryption.sheet_path(text)) if text.strip() else "",
        required=True,
    )
    form = LongForm(t(f"errands.{what}"), (*secrets, place), partial(_sealed, use_case), verb=f"form.{what}")
    store.close()
    values = await program.push_screen_wait(form)
    if values is not None:
        await _told(program, what, form.result, values[SHEET])


def _sealed(use_case: Seals, session: Session, values: Values, tell: Tell) -> Turned:
    if values[AGAIN] != values[PASSPHRASE]:
        raise InvalidValueError(t("encryption.not_the_same"), field=AGAIN)
    word = values[PASSPHRASE]
    tell(t("errands.encrypt.writing"))
    return use_case(session.store, word, values[SHEET].strip(), session.today)


def _decrypted(session: Session, tell: Tell) -> Turned:
    tell(t("errands.encrypt.writing"))
    return session.store.encryption.decrypt()


async def _told(program: IctwgApp, what: str, turned: Turned, sheet: str) -> None:
    program.changed()
    await tell_in_box(program, t(f"errands.{what}"), "\n".join(encryption.turned_words(what, turned, sheet)))
