"""Rolls of a line for each, as Word, a text and a council write them."""

from __future__ import annotations

from tests.all_of import some

from ictwg.imports.doubts import DoubtKind
from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes

HEAD = "WATER BOARD\nMINUTES / ATA\n\nDate: 3 May 2024\n\n"


def read(lines: str) -> list[ReadMeeting]:
    """The meeting with this roll, each line right below the other, and each a paragraph, as Word has them."""
    texts = (lines, lines.replace("\n", "\n\n"))
    return [read_minutes(f"{HEAD}{text}\n\n1. Opening\nIt rained.\n", "m.txt").meetings[0] for text in texts]


def roll(meeting: ReadMeeting) -> list[str]:
    return [
        f"{one.name}{f' ({one.organization})' if one.organization else ''} {one.state.value}"
        for one in meeting.attendees
    ]


def test_lines_are_read_alike_however_far_they_stand_apart() -> None:
    for heading, members, observers, secretariat, away, vacant in (
        ("Participation", "Members", "Observers", "Secretariat", "absent", "seat vacant since 1 June"),
        ("Participantes", "Membros", "Observadores", "Secretariado", "ausente", "vaga por preencher"),
        ("Partisipante", "Membru", "Observadores", "Sekretariadu", "auzente", "fatin mamuk"),
        ("Peserta", "Anggota", "Peninjau", "Sekretariat", "tidak hadir", "kursi kosong"),
    ):
        lines = [
            *(heading, members, "Ministry of Planning: H.E. Dr. Ana Dias, Deputy Minister (Chair)"),
            *("UNDP: Mr. Jon Lind, Resident Representative (Co-Chair)", f"Ministry of Interior: Mr. Rui Sá ({away})"),
            *(f"Bar Association: {vacant}", observers, "UNODC: Ms. Nadia Po", secretariat),
            "Ms. Hester Blom (UNDP) and Mr. Sam Kip (Ministry of Planning)",
        ]
        for meeting in some(read("\n".join(lines))):
            assert roll(meeting) == [
                *("Ana Dias (Ministry of Planning) present", "Jon Lind (UNDP) present"),
                *("Rui Sá (Ministry of Interior) absent", "Nadia Po (UNODC) present"),
                *("Hester Blom (UNDP) present", "Sam Kip (Ministry of Planning) present"),
            ], (heading, roll(meeting))
            assert meeting.chair == "Ana Dias", (heading, meeting.chair)


def test_who_presides_stands_behind_the_office_and_no_deputy_does() -> None:
    for first, deputy in (
        ("The Chairperson, Cr Ana Dias, in the Chair", "Cr Rui Sá (Deputy Chairperson)"),
        ("O Presidente, Dr. Ana Dias", "Eng. Rui Sá (Vice-Presidente)"),
        ("Prezidente, Sra. Ana Dias", "Sr. Rui Sá (Vice-Prezidente)"),
        ("Ketua, Ibu Ana Dias", "Bapak Rui Sá (Wakil Ketua)"),
    ):
        for lines in (f"PRESENT\n{first}\n{deputy}\nMs Kim Lo", f"PRESENT\n{deputy}\n{first}\nMs Kim Lo"):
            for meeting in some(read(lines)):
                assert sorted(one.name for one in meeting.attendees) == ["Ana Dias", "Kim Lo", "Rui Sá"], first
                assert meeting.chair == "Ana Dias", (lines, meeting.chair)


def test_a_letter_behind_a_name_is_the_mark_that_the_list_makes_it_or_is_asked() -> None:
    """Beside "P" or a legend known letters say what they say; any other, and any in a list of no marks, is nobody's."""
    asked = {"NC": "listed", "J": "listed"}
    says = {"P": "present", "A": "absent", "AU": "absent", "FJ": "apologies", **asked}
    alone = {"A": "listed", "NC": "listed", "J": "listed"}
    legend = {"P": "present", "J": "apologies", "NC": "listed"}
    for key, marks in (("", says), ("", alone), ("P: present; J: apologies\n\n", legend)):
        lines = [f"- P{mark} Dias (WHO) – {mark}" for mark in marks]
        table = ["| Name | Organization |", "| - | - |", *(f"| P{mark} Dias – {mark} | WHO |" for mark in marks)]
        column = ["| Name | Organization | |", "| - | - | - |", *(f"| P{mark} Dias | WHO | {mark} |" for mark in marks)]
        for written in (lines, *(() if marks is alone else (table,)), *((column,) if marks is says else ())):
            text = "# Minutes, 3 May 2024\n\n## Attendance\n\n" + key + "\n".join(written)
            (meeting,) = read_minutes(f"{text}\n\n## Opening\n\nIt rained.\n", "m.md").meetings
            assert roll(meeting) == [f"P{mark} Dias (WHO) {state}" for mark, state in marks.items()], written
            doubts = [one.about for one in meeting.doubts if one.kind is DoubtKind.NO_MARK]
            assert doubts == [f"P{mark} Dias" for mark, state in marks.items() if state == "listed"], written


def test_headings_of_those_who_could_not_come() -> None:
    for heading in (
        *("LEAVE OF ABSENCE", "Couldn't make it:", "Could not attend", "Não puderam comparecer", "La bele mai"),
        "Tidak dapat hadir",
    ):
        for meeting in some(read(f"PRESENT\nMs Ana Dias\nMr Rui Sá\n{heading}\nMs Kim Lo (granted 2 April 2024)")):
            assert roll(meeting)[2] == "Kim Lo apologies", (heading, roll(meeting))


def test_who_is_represented_in_a_line_was_away() -> None:
    for told in (
        *("represented by Mr. Jon Lind", "representada pelo Sr. Jon Lind", "diwakili oleh Bapak Jon Lind"),
        "fez-se representar pelo Sr. Jon Lind",
    ):
        for meeting in some(read(f"PRESENT\nUNDP: Ms. Kim Lo\nStatistics Office: Ms. Ana Dias, Director, {told}")):
            wanted = ["Jon Lind (Statistics Office) present", "Ana Dias (Statistics Office) apologies"]
            assert roll(meeting)[1:] == wanted, (told, roll(meeting))


def test_a_line_without_a_word_among_lines_that_say_who_came_is_asked() -> None:
    for came, away in (("present", "apologies"), ("presente", "faltou"), ("prezente", "la mai"), ("hadir", "izin")):
        people = [f"Ana Dias, MoJ – {came}", f"Rui Sá, IOM – {away}", "Kim Lo, WHO", f"Joe Kay, PNTL – {came}"]
        for bullet in ("", "• "):
            text = "\n".join(f"{bullet}{one}" for one in people)
            meeting = read_minutes(f"{HEAD}PRESENT\n{text}\n\n1. Opening\nIt rained.\n", "m.txt").meetings[0]
            assert [one.state.value for one in meeting.attendees][2:] == ["listed", "present"], (came, roll(meeting))
            assert [doubt.kind for doubt in meeting.doubts] == [DoubtKind.NO_MARK], came
    for meeting in read("PRESENT\nMs Ana Dias (online)\nMr Rui Sá (by phone)\nMs Kim Lo"):
        assert not meeting.doubts  # how somebody came is no mark


def test_a_heading_of_bodies_makes_nobody_a_person() -> None:
    for heading in ("Agencies present (2)", "Entidades presentes", "Instituisaun prezente", "Instansi yang hadir"):
        meeting = read_minutes(f"{HEAD}{heading}: Farm Bridge, UNHCR\nChair: Ana Dias\n", "m.txt").meetings[0]
        bodies = [(one.name, one.organization) for one in meeting.attendees]
        assert bodies == [("", "Farm Bridge"), ("", "UNHCR")], (heading, bodies)
    for heading in ("Representatives of organizations present", "Participants by agency"):
        meeting = read_minutes(f"{HEAD}{heading}: Ana Dias, Rui Sá\n", "m.txt").meetings[0]
        assert all(one.name for one in meeting.attendees), (heading, meeting.attendees)


def test_two_rolls_beside_each_other_in_a_text_are_read_as_such() -> None:
    for came, away in (
        ("In the room", "Not able to attend"),
        ("Presentes", "Ausentes"),
        ("Hadir", "Berhalangan hadir"),
    ):
        cells = "Ana Dias, Immigration Service\nRui Sá, UNHCR (by phone)\tKim Lo, Police – on mission\nJoe Kay, IOM"
        meeting = read_minutes(f"{HEAD}{came}\t{away}\n{cells}\n\n1. Opening\nIt rained.\n", "m.txt").meetings[0]
        present = [one.name for one in meeting.attendees if one.state.value == "present"]
        assert (present, len(meeting.attendees)) == (["Ana Dias", "Rui Sá"], 4), (came, roll(meeting))


def test_bodies_that_sentences_name_with_those_through_whom_they_came_are_nobody() -> None:
    for told in (
        (
            "Além destes, participaram na reunião o Ministério da Saúde, através da Dra. Ana Dias e do Dr. Rui Sá; e a "
            "UNICEF (Sra. Kim Lo)."
        ),
        (
            "Estiveram presentes o Ministério da Saúde, representado pela Dra. Ana Dias e pelo Dr. Rui Sá; e a UNICEF, "
            "através da Sra. Kim Lo."
        ),
        (
            "The meeting was attended by the Ministério da Saúde, represented by Dr Ana Dias and Mr Rui Sá; and "
            "UNICEF, through Ms Kim Lo."
        ),
        (
            "Rapat dihadiri oleh Ministério da Saúde, diwakili oleh Dr. Ana Dias dan Bapak Rui Sá; dan UNICEF, melalui "
            "Ibu Kim Lo."
        ),
        (
            "Partisipa iha enkontru ne'e Ministério da Saúde, reprezenta husi Dra. Ana Dias ho Sr. Rui Sá; no UNICEF "
            "(Sra. Kim Lo)."
        ),
    ):
        meeting = read_minutes(f"{HEAD}{told}\n\n1. Opening\nIt rained.\n", "m.txt").meetings[0]
        wanted = ["Ana Dias (Ministério da Saúde) present", "Rui Sá (Ministério da Saúde) present"]
        assert roll(meeting) == [*wanted, "Kim Lo (UNICEF) present"], (told, roll(meeting))
