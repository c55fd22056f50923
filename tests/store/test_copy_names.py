"""What the names of second copies say: the table of STORE.md §5, and names that somebody made up to harm."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.all_of import over
from tests.store.second_copies import SURE

from ictwg.store.sync.copy_names import UNKNOWN, Client, hint_of, may_be_copy

UNSURE = (
    (Client.ONEDRIVE, "ictwg-predator.json", "predator"),
    (Client.ONEDRIVE, "ictwg-ana-pc-2.json", "ana-pc"),
    (Client.ONEDRIVE, "ictwg-2009.json", "2009"),
    (Client.ONEDRIVE, "ictwg-BACKUP.json", "BACKUP"),
    (Client.ONEDRIVE, "ictwg-OLD-PC.json", "OLD-PC"),
    (Client.ONEDRIVE, "ictwg-JUNE.json", "JUNE"),
    (Client.ONEDRIVE, "ictwg-2010-JUNE.json", "2010-JUNE"),
    (Client.ONEDRIVE, "ictwg-1.json", "1"),
    (Client.GOOGLE, "ictwg-predator (1).json", "predator"),
)
NOTHING = (
    "budget.json",
    "ictwg2.json",
    "ictwg copy.json",
    "Copy of ictwg.json",
    "ictwg - Copy.json",
    "ictwg (old).json",
    "ictwg (2010).json",
    "ictwg (0).json",
    "ictwg 1.json",
    "ictwg 2010.json",
    "ictwg.json",
    "ictwg.conflict1.txt",
    "ictwg.CONFLICT1.json",
    "my ictwg (1).json",
    # Right-to-left override, control characters, a lone surrogate, very long, deeply nested.
    "ictwg (\u202enosj.1).json",
    "ictwg (1)\u202e.json",
    "ictwg (1)\x07.json",
    "ictwg\n(1).json",
    "ictwg (conflicted copy \udc80 2010-02-12 104200).json",
    "ictwg (" + "conflicted copy " * 100 + ").json",
    "ictwg" + " (1)" * 20 + ".json",
    "../ictwg (1).json",
)


@over("client, name", SURE)
def test_a_name_that_only_a_program_makes_is_sure(client: Client, name: str) -> None:
    hint = hint_of(name, "ictwg.json")
    assert (hint.client, hint.sure) == (client, True)


@over("client, name, device", UNSURE)
def test_a_name_that_a_person_may_have_given_is_not_sure(client: Client, name: str, device: str) -> None:
    hint = hint_of(name, "ictwg.json")
    assert (hint.client, hint.sure) == (client, False)
    assert hint.device == device


@over("name", NOTHING)
def test_other_names_say_nothing(name: str) -> None:
    assert hint_of(name, "ictwg.json") is UNKNOWN


def test_the_shared_files_own_name_may_look_like_an_ending_or_have_no_extension() -> None:
    assert hint_of("drug-policy-ANA-PC.json", "drug-policy.json").client is Client.ONEDRIVE
    assert hint_of("group (1) (2).json", "group (1).json").sure
    assert hint_of("group (1).json", "group (1).json") is UNKNOWN
    assert hint_of("group.json", "group (1).json") is UNKNOWN
    assert hint_of("a.b.sync-conflict-20100212-104200-ABCDEF7.c", "a.b.c").sure
    assert hint_of("group (1)", "group").sure
    assert hint_of("group.conflict1", "group").sure
    assert hint_of("[x]*(1).json", "[x]*.json").sure


@over(
    "name",
    [
        ".~ictwg.json.0a1b2c3d.tmp",
        "~$ictwg.json",
        "ictwg.json.tmp",
        "ictwg (1).json.part",
        "ictwg.json.partial",
        "ictwg.json.crdownload",
        "ictwg.json.lock",
        "ictwg.json.bak",
        ".syncthing.ictwg.json.tmp",
        ".ictwg.json.icloud",
        "ictwg.json.ICLOUD",
        "minutes.pdf",
    ],
)
def test_what_a_program_is_still_writing_or_keeps_for_itself_is_not_read(name: str) -> None:
    assert not may_be_copy(name, "ictwg.json", ".json")


@over("name", [name for _, name in SURE])
def test_every_second_copy_is_read(name: str) -> None:
    assert may_be_copy(name, "ictwg.json", ".json")


@given(st.text(max_size=300), st.sampled_from([name for _, name in SURE]))
def test_law_what_cannot_be_seen_makes_no_name_sure(text: str, name: str) -> None:
    """Any name is answered; one that is put together with unseen characters is nobody's."""
    assert hint_of(text, "ictwg.json").client in Client
    for unseen in ("\u202e", "\x00", "\u200b", "\ud800"):
        assert not hint_of(name[:8] + unseen + name[8:], "ictwg.json").sure


@given(st.text(alphabet=" ()-.1a_", min_size=1, max_size=12))
def test_law_the_same_ending_says_the_same_whatever_the_shared_file_is_called(stem: str) -> None:
    for client, name in SURE[:4]:
        assert hint_of(stem + name.removeprefix("ictwg"), stem + ".json") == hint_of(name, "ictwg.json")
        assert hint_of(stem + name.removeprefix("ictwg"), stem + ".json").client is client


def test_hostile_names_take_no_time() -> None:
    """No pattern goes back and forth over a long name."""
    for inside in ("conflicted copy ", "(1) ", "-A", "konflikt stehende kopie(", " " * 9, "'s "):
        hinted = hint_of(("ictwg (" + inside * 60)[:250] + ".json", "ictwg.json")
        assert hinted.client
