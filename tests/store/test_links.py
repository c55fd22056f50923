"""A shared name that has become a link: nothing is read or written through it before somebody has said so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.store.office import Office, add_action, texts

from ictwg.errors import IctwgError, UnboundError
from ictwg.store.sync.reports import Outcome

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="who may make a link there")


def become_a_link(office: Office, content: bytes, *, folder: bool) -> Path:
    """Its target."""
    place = office.folder / "elsewhere"
    place.mkdir()
    target = place / office.shared.name
    target.write_bytes(content)
    if folder:
        office.shared.parent.rename(office.folder / "before")
        office.shared.parent.symlink_to(place)
    else:
        office.shared.rename(office.folder / "before")
        office.shared.symlink_to(target)
    return target


@pytest.mark.parametrize("folder", [False, True])
@pytest.mark.parametrize("content", [b"somebody's own", b"", "the group's"])
@pytest.mark.parametrize("restarted", [False, True])
def test_nothing_is_written_through_a_link_that_has_taken_its_place(
    office: Office, folder: bool, content: bytes | str, restarted: bool
) -> None:
    ana = office.create()
    add_action(ana, "before")
    ana.sync.share()
    old = office.shared.read_bytes() if isinstance(content, str) else content
    target = become_a_link(office, old, folder=folder)
    add_action(ana, "kept here")
    for _ in range(3):
        if restarted:
            ana.close()
            with pytest.raises(IctwgError):
                office.open()
        else:
            assert ana.sync.share().outcome is Outcome.WAITING
            assert "is now a link to" in ana.sync.share().problem
        office.clock.wait(100)
    assert target.read_bytes() == old
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_where_it_was_moved_on_purpose_one_answer_goes_on(office: Office) -> None:
    ana = office.create()
    add_action(ana, "before")
    ana.sync.share()
    target = become_a_link(office, office.shared.read_bytes(), folder=False)
    add_action(ana, "kept here")
    ana.close()
    with pytest.raises(UnboundError):
        office.open()
    ana = office.open(binding="moved")
    assert ana.sync.share().outcome is Outcome.SHARED
    assert ana.path == str(target)
    assert texts(office.open("rui", path=str(target))) == ["before", "kept here"]
    assert texts(office.open()) == ["before", "kept here"], "asked once"


def test_a_link_that_led_there_from_the_beginning_is_one_name_of_it(office: Office) -> None:
    office.create().close()
    link = office.folder / "mine.json"
    link.symlink_to(office.shared)
    ana = office.open(path=str(link))
    add_action(ana, "x")
    assert ana.sync.share().outcome is Outcome.SHARED
    assert link.is_symlink()
    assert texts(office.open("rui")) == ["x"]
