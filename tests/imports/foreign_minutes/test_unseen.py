"""Papers that nobody had read when the reader was written: how offices write what it did not know, by its classes."""

from __future__ import annotations

import pytest
from tests.all_of import over

from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.model import ReadEntry, ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes


def read(text: str, path: str = "m.txt") -> ReadMeeting:
    file = read_minutes(text, path)
    assert file.not_minutes is None, (file.not_minutes, text)
    return file.meetings[0]


# The day.


@over(
    "paper",
    [
        "WATER POLICE\n\n6 May 24\n\nNOTE\n\n1. The meeting was held on Fri 3 May 24 at HQ, 1430 hrs.\n\n2. Told.",
        "WATER BOARD\n\nMay 2024\n\nMINUTES\n\nThe Committee met on Friday, 3 May 2024 in Hall 2. It rained.",
        "SERVIÇO DE ÁGUAS\n\n6 de maio de 2024\n\nATA\n\nA reunião realizou-se no dia 3 de maio de 2024, na sede.",
        "BALAI AIR\n\nNOTULEN\nRapat\t:\tRapat Air\nHari / tanggal\t:\tJumat / 3 Mei 2024\n\nHadir:\n1. Ani Dewi",
        "DIRESAUN BEE\n\nMINUTA\n\nEnkontru halo iha loron 3 Maiu 2024, iha salaun.",
        "SERVIÇO DE ÁGUAS\n\nATA\n\nTeve lugar no dia três de Maio de 2024, na sede, a sessão do Grupo.",
        "BALAI AIR\n\nNOTULEN\n\nPada tanggal tiga bulan Mei tahun 2024 diadakan rapat.",
        "De / Husi: Ana Dias\nEnviado / Haruka: 6 de maio de 2024\nAssunto / Asuntu: Ata, 3 Maiu 2024\n\nOla.",
    ],
)
def test_the_day_is_that_of_the_meeting_and_not_that_of_the_paper(paper: str) -> None:
    assert str(read(paper).date) == "2024-05-03"


def test_two_figures_behind_a_month_are_no_year_where_they_count_or_tell_the_hour() -> None:
    for said in ("3 May 20 copies", "3 May 10:30", "3 May 10-12", "3 de maio 14h30"):
        file = read_minutes(f"NOTES OF THE BOARD\n\nThe meeting was held on {said}.", "m.txt")
        assert file.not_minutes is not None, said


@over("end", ["Matola, aos 9 de Maio de 2024", "Ende, 9 Mei 2024", "Arusha, on 9 May 2024"])
def test_of_the_days_in_a_paper_that_behind_its_place_is_offered_first(end: str) -> None:
    said = "\n\n".join(["It rained."] * 20 + [f"Told of {number} May 2024." for number in range(1, 6)])
    file = read_minutes(f"MINUTES OF THE WATER BOARD\n\n{said}\n\n{end}", "m.txt")
    assert [doubt.choices[1] for doubt in file.doubts] == ["2024-05-09"]


@over(
    "action, after",
    [
        ("Ação: Enviar a lista. Responsável: MSSI. Prazo: –", "Próxima reunião: 9 de maio de 2024"),
        ("Asaun: Haruka lista. Responsável: MSSI. Prazu: -", "Enkontru tuir mai: 9 Maiu 2024"),
        ("Action: Send the list. Responsible: MSSI. Due: –", "The hall was cold on 9 May 2024."),
        ("Tindak lanjut: Kirim daftar. PIC: MSSI", "Rapat berikutnya: 9 Mei 2024"),
    ],
)
def test_a_field_takes_nothing_from_the_line_below_it(action: str, after: str) -> None:
    meeting = read(f"WATER BOARD\n\nMinutes of the meeting of 3 May 2024\n\n1. Lists\nIt rained.\n{action}\n{after}")
    [task] = [entry for entry in meeting.entries() if entry.type is EntryType.ACTION]
    assert (task.owners, task.due, task.due_text.strip(" –-")) == (("MSSI",), None, "")
    told = any(entry.text == after for entry in meeting.entries())
    assert told if after.startswith("The") else str(meeting.next_meeting) == "2024-05-09"


_ROLL = "Present: Ann Bell (WFP), Ana Dias (Câmara de Matola), Ani Dewi (Dinas Sosial)"


@pytest.mark.parametrize("sign", ["➤ ", "► ", "➢ ", "→ ", "• ", "■ ", ""])
@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("Encaminhamento: a Câmara de Matola vai enviar a lista até 9 de maio de 2024.", "Câmara de Matola"),
        ("Providência: WFP envia a lista até 9 de maio de 2024.", "WFP"),
        ("Action: WFP to send the list by 9 May.", "WFP"),
        ("Tindak lanjut: Dinas Sosial agar mengirim daftar s.d. 9 Mei 2024.", "Dinas Sosial"),
    ],
)
def test_a_label_marks_an_action_behind_a_bullet_of_any_sign(sign: str, said: str, owner: str) -> None:
    meeting = read(f"WATER BOARD\n\nMinutes of 3 May 2024\n\n{_ROLL}\n\nIt rained.\n\n{sign}{said}")
    found = [(entry.owners, str(entry.due)) for entry in meeting.entries() if entry.type is EntryType.ACTION]
    assert found == [((owner,), "2024-05-09")]


@over(
    "when, what, who",
    [
        ("Horizonte temporal", "Recomendação", "Sector responsável"),
        ("Time horizon", "Recommendation", "Responsible sector"),
        ("Jangka waktu", "Rekomendasi", "Sektor penanggung jawab"),
    ],
)
def test_a_table_of_recommendations_with_days_is_one_of_actions(when: str, what: str, who: str) -> None:
    table = f"| {when} | {what} | {who} |\n|---|---|---|\n| 9.5.2024 | Send the list | WFP |"
    task = [*read(f"# Notes, 3 May 2024\n\n{_ROLL}\n\n{table}", "x.md").entries()][-1]
    assert (task.type, task.text, task.owners, str(task.due)) == (
        EntryType.ACTION,
        "Send the list",
        ("WFP",),
        "2024-05-09",
    )


@over(
    "told, task, decided",
    [
        ("It was decided that the road is closed.", "WFP to send the list by 9 May", 1),
        ("Pactuou-se que a estrada fecha. Choveu.", "Câmara de Matola deve enviar a lista até 9 de maio", 1),
        ("Jalan rusak.", "Dinas Sosial agar mengirim daftar paling lambat 9 Mei", 0),
        ("Disepakati bahwa jalan ditutup.", "", 1),
    ],
)
def test_a_table_without_heads_has_decisions_in_its_text_and_actions_in_its_margin(
    told: str, task: str, decided: int
) -> None:
    table = f"| **Roads** | |\n|---|---|\n| 2. {told} | **{task}** |" if task else f"| 2. {told} | |\n|---|---|"
    meeting = read(f"# Notes, 3 May 2024\n\n{_ROLL}\n\n{table}", "x.md")
    kinds = [entry.type for entry in meeting.entries()]
    assert (kinds.count(EntryType.DECISION), kinds.count(EntryType.ACTION)) == (decided, bool(task))
    assert not task or meeting.items[-1].title == "Roads"


@over(
    "said, following",
    [
        ("WFP was asked how many of the wells are dry.", None),
        ("WFP was asked whether the wells are dry.", None),
        ("The Group will meet next on 9 May 2024, at WFP.", "2024-05-09"),
        ("O Grupo reunirá novamente a 9 de maio de 2024.", "2024-05-09"),
        ("Kelompok akan bertemu kembali pada 9 Mei 2024.", "2024-05-09"),
        ("Grupu sei hasoru malu fali iha 9 Maiu 2024.", "2024-05-09"),
    ],
)
def test_a_question_and_the_next_meeting_are_nobodys_task(said: str, following: str | None) -> None:
    meeting = read(f"WATER BOARD\n\nMinutes of 3 May 2024\n\n{_ROLL}\n\n1. Roads\nIt rained.\n\n{said}")
    assert not [entry for entry in meeting.entries() if entry.type is EntryType.ACTION]
    assert (str(meeting.next_meeting) if following else None) == following


def test_a_paper_of_tables_alone_is_minutes_where_it_has_a_day_and_people() -> None:
    for date, place, name, body, sign, what, who, when in (
        ("Date", "Place", "Name", "Agency", "Signature", "Action", "Who", "When"),
        ("Data", "Local", "Nome", "Entidade", "Rubrica", "Tarefa", "Quem", "Quando"),
    ):
        head, roll = f"| {date} | 3 May 2024 | {place} | Hall 2 |", f"| {name} | {body} | {sign} |\n|---|---|---|"
        tasks = f"| {what} | {who} | {when} |\n|---|---|---|\n| Send it | WFP | 9 May |"
        meeting = read(f"{head}\n\n{roll}\n| Ana Dias | WFP | AD |\n\n{tasks}", "x.md")
        assert [one.name for one in meeting.attendees] == ["Ana Dias"]
        assert [str(entry.due) for entry in meeting.entries() if entry.type is EntryType.ACTION] == ["2024-05-09"]


# What was decided and who will do what.


def of(meeting: ReadMeeting, kind: EntryType) -> list[ReadEntry]:
    return [entry for entry in meeting.entries() if entry.type is kind]


HEAD = "MINUTES OF THE WATER BOARD\n\nDate: 3 May 2024\nPresent: Ana Dias (MoJ), Rui Sá (WFP)\n\n"


@over(
    "sentence",
    [
        *(
            "Members agreed to raise the fee.",
            "Partners agreed to use one form.",
            "Donors agreed that one form is used.",
        ),
        *("There was broad agreement that the wall stays.", "The group reached agreement to close the road."),
        *("Houve consenso em fechar a estrada.", "O Comité optou por fechar a estrada."),
        *("Tercapai kesepakatan bahwa jalan ditutup.", "Iha konsensu katak dalan taka."),
    ],
)
def test_those_who_agree_decide_and_owe_nothing(sentence: str) -> None:
    meeting = read(f"{HEAD}1. Roads\nIt rained. {sentence}\n")
    assert [entry.text for entry in of(meeting, EntryType.DECISION)] == [sentence]
    assert not of(meeting, EntryType.ACTION)


def test_a_heading_of_decisions_in_two_languages_and_no_decision_below_it() -> None:
    for heading, nothing in (
        ("Desizaun xave / Decisões-chave", "Sem deliberação; volta"),
        ("Key decisions", "No decision"),
    ):
        paper = f"{HEAD}{heading}\n1. The road is closed.\n2. The wall stays.\n3. {nothing}.\n"
        assert len(of(read(paper), EntryType.DECISION)) == 2


@over(
    "told, wanted",
    [
        ("• Send it. Resp.: WFP. Prazo: 9/5/2024.", "Send it.: WFP 2024-05-09"),
        ("• **Send it.** Resp.: a definir. Prazo: a definir.", "Send it.: None"),
        ("T6.1  Ministry of Roads: send it – 09.05.2024", "send it: Ministry of Roads 2024-05-09"),
        ("AP2 – IOM/WFP: send it (9 May)", "send it: IOM, WFP 2024-05-09"),
        ("A-3 Roads for All with WFP: send it (9 May)", "send it: Roads for All, WFP 2024-05-09"),
        ("• Send it. PJ: WFP. Batas waktu: 9 Mei 2024.", "Send it.: WFP 2024-05-09"),
    ],
)
def test_the_code_of_a_task_its_owner_and_its_day_stand_around_it(told: str, wanted: str) -> None:
    meeting = read(f"{HEAD}ACTIONS\n{told}\n")
    said = [
        f"{one.text.strip('*')}: {', '.join(one.owners)} {one.due}".replace(":  ", ": ")
        for one in of(meeting, EntryType.ACTION)
    ]
    assert said == [wanted]


def test_a_follow_up_in_letters_is_several_actions_and_the_next_meeting_none() -> None:
    told = "1. Roads\nFollow-up: (a) MoJ to write by 9 May; (b) WFP to send it.\n\n"
    meeting = read(f"{HEAD}{told}ACTIONS\n1. WFP to go.\n2. Next meeting: 7 June 2024\n")
    assert [one.owners for one in of(meeting, EntryType.ACTION)] == [("MoJ",), ("WFP",), ("WFP",)]
    assert str(meeting.next_meeting) == "2024-06-07"


@over(
    "sentence, owner, day",
    [
        (
            "No ponto três, obras, a Sra. Ana Dias ficou encarregada de elaborar o plano até ao dia nove de junho.",
            "Ana Dias",
            "06-09",
        ),
        (
            "Ficaram os serviços de apoio incumbidos de preparar o programa até nove de junho.",
            "serviços de apoio",
            "06-09",
        ),
        (
            "A Inspeção-Geral dos Serviços enviará até ao fim do mês cópia dos autos.",
            "Inspeção-Geral dos Serviços",
            "05-31",
        ),
    ],
)
def test_who_is_charged_in_a_long_sentence(sentence: str, owner: str, day: str) -> None:
    (action,) = of(read(f"{HEAD}1. Obras\nChoveu. {sentence}\n"), EntryType.ACTION)
    assert (action.owners, str(action.due)) == ((owner,), f"2024-{day}")


def test_a_cell_that_tells_decides_and_asks_somebody() -> None:
    cells = "Roads. It rained.<br>It was resolved that the road be closed.<br>WFP to bring stones."
    table = f"| Ser | Matter | Action by |\n|---|---|---|\n| a | {cells} | WFP<br>NLT 9 May 24 |\n"
    meeting = read(f"# Minutes of the Board, 3 May 2024\n\nPresent: Rui Sá (WFP)\n\n{table}", "m.md")
    assert [one.text for one in of(meeting, EntryType.DECISION)] == ["It was resolved that the road be closed."]
    (action,) = of(meeting, EntryType.ACTION)
    assert (action.text, action.owners, str(action.due)) == ("WFP to bring stones.", ("WFP",), "2024-05-09")


# Who came.


def came(meeting: ReadMeeting) -> dict[str, str]:
    return {one.name or one.organization: one.state.value for one in meeting.attendees}


def test_letters_below_a_heading_of_state_say_who_came() -> None:
    for name, body, state in (
        ("Nome", "Entidade", "Situação"),
        ("Name", "Agency", "Status"),
        ("Naran", "Instituisaun", "Estadu"),
    ):
        rows = "| Ana Dias | WFP | P |\n| Rui Sá | IOM | A |\n| Kim Lo | FAO | AJ |\n"
        paper = f"# Minutes of the Board, 3 May 2024\n\n| {name} | {body} | {state} |\n|---|---|---|\n{rows}"
        assert came(read(paper, "m.md")) == {"Ana Dias": "present", "Rui Sá": "absent", "Kim Lo": "apologies"}, name


@over(
    "sentence",
    [
        "Reuniu o Comité com a presença dos Deputados Ana Dias e Rui Sá, tendo faltado, por doença, o Sr. Kim Lo.",
        "A reunião contou com a presença da Sra. Ana Dias e do Sr. Rui Sá, não compareceu o Sr. Kim Lo.",
        "Rapat dihadiri oleh Ibu Ana Dias dan Bapak Rui Sá, sedangkan yang tidak hadir adalah Bapak Kim Lo.",
    ],
)
def test_the_verb_of_absence_ends_the_list_of_those_who_came(sentence: str) -> None:
    meeting = read(f"MINUTES OF THE BOARD\n\nDate: 3 May 2024\n\n{sentence}\n\nIt rained.\n")
    assert came(meeting) == {"Ana Dias": "present", "Rui Sá": "present", "Kim Lo": "absent"}


def test_a_state_in_the_place_of_a_body_is_none_and_a_count_is_nobody() -> None:
    for body, people, excused in (("Agency", "Participants", "Apologies"), ("Entidade", "Representante", "Ausentes")):
        rows = f"| WFP | Ana Dias |\n| Site Committee | 2 members |\n| {excused} | Rui Sá (IOM), Kim Lo (FAO) |\n"
        paper = f"# Minutes of the Board, 3 May 2024\n\n| {body} | {people} |\n|---|---|\n{rows}"
        found = [(one.name, one.organization, one.state.value == "present") for one in read(paper, "m.md").attendees]
        came = [("Ana Dias", "WFP", True), ("", "Site Committee", True)]
        assert found == [*came, ("Rui Sá", "IOM", False), ("Kim Lo", "FAO", False)], found


def test_each_of_two_people_in_a_row_has_his_own_state_and_an_unknown_one_is_asked() -> None:
    for one, other, mark, away in (("Titular", "Suplente", "Freq.", "FJ"), ("Member", "Alternate", "Attendance", "E")):
        heads = f"| Órgão | {one} | {mark} | {other} | {mark} |\n|---|---|---|---|---|"
        rows = f"| Saúde | Bia Nunes | {away} | Edson Maia | P |\n| Defesa | Rui Sá | P | Ana Reis | NC |"
        meeting = read(f"# Ata, 3 May 2024\n\n{heads}\n{rows}\n| Água | Kim Lo | P | (vago) | |", "m.md")
        assert came(meeting) == {
            "Bia Nunes": "apologies",
            "Edson Maia": "present",
            "Rui Sá": "present",
            "Ana Reis": "listed",
            "Kim Lo": "present",
        }
        assert [doubt.about for doubt in meeting.doubts] == ["Ana Reis"]


@over("heading", ["Tomaram parte na sessão:", "Participantes", "Those who took part:", "Yang ikut serta:"])
def test_a_line_above_bullets_of_its_people_is_their_body(heading: str) -> None:
    bodies = ("Direcção Provincial do Género, Criança e Acção Social", "Ministry of Health", "Haven of Hope")
    people = ("Ana Dias, Directora", "Dr. Rui Sá", "Kim Lo")
    lines = "\n".join(f"{body}\n    • {person}" for body, person in zip(bodies, people, strict=True))
    meeting = read(f"WATER BOARD\n\nMinutes of 3 May 2024\n\n{heading}\n{lines}\n\n1. Roads\nIt rained.")
    assert [one.name for one in meeting.attendees] == ["Ana Dias", "Rui Sá", "Kim Lo"]
    assert [one.organization for one in meeting.attendees] == [*bodies]


@pytest.mark.parametrize("number", ["1. ", ""])
@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("The meeting was chaired by Ana Dias (ILO) and attended by Kim Lo (IOM) and Rui Sá (WHO).", "present"),
        ("Ana Dias (ILO), Kim Lo (IOM) and Rui Sá (WHO) sent their regrets.", "apologies"),
        (
            "Não se fizeram presentes, com justificação, a Sra. Ana Dias (ILO), Kim Lo (IOM) e Rui Sá (WHO).",
            "apologies",
        ),
        ("Não se fizeram presentes a Sra. Ana Dias (ILO), Kim Lo (IOM) e Rui Sá (WHO).", "absent"),
    ],
)
def test_sentences_say_who_led_came_or_was_away_behind_a_number_too(sentence: str, state: str, number: str) -> None:
    meeting = read(f"WATER BOARD\n\nMinutes of 3 May 2024\n\n{number}{sentence} It rained.")
    assert came(meeting) == {"Ana Dias": state, "Kim Lo": state, "Rui Sá": state}


@over(
    "sentence",
    [
        "MSSI was not represented.",
        "MSSI simu konvite maibé la haruka reprezentante.",
        "A Direcção do Trabalho não se fez representar.",
        "Não se fizeram presentes, com justificação, a Sra. Ana Dias e, sem justificação, a Rádio Namicopo.",
    ],
)
def test_a_body_that_sent_nobody_was_absent(sentence: str) -> None:
    meeting = read(f"WATER BOARD\n\nMinutes of 3 May 2024\n\n{sentence}\n\n1. Roads\nIt rained.")
    last = meeting.attendees[-1]
    assert (last.name, last.state.value, bool(last.organization)) == ("", "absent", True)


@over(
    "what, how_far, said",
    [
        ("Recomendação", "Grau de cumprimento", "Cumprida"),
        ("Recommendation", "Degree of implementation", "Completed"),
        ("Rekomendasi", "Status pelaksanaan", "Selesai"),
    ],
)
def test_a_table_says_how_far_the_recommendations_are(what: str, how_far: str, said: str) -> None:
    table = f"| {what} | {how_far} |\n|---|---|\n| Send the list | {said} |"
    task = [*read(f"# Notes, 3 May 2024\n\n{_ROLL}\n\n{table}", "x.md").entries()][-1]
    assert (task.type, task.text, task.status) == (EntryType.ACTION, "Send the list", "done")


@over(
    "heading, cell, due, status",
    [
        ("Status / Deadline", "May 8", "2024-05-08", ""),
        ("Deadline / Status", "Done", "None", "done"),
        ("Estado / Prazo", "Em curso – 8 de Maio", "2024-05-08", "in_progress"),
        ("Bainhira", "8 Maiu", "2024-05-08", ""),
        ("Kapan", "minggu depan", "2024-05-10", ""),
        ("Prazo", "Julho de 2024", "2024-07-31", ""),
        ("Batas waktu", "bulan Juli 2024", "2024-07-31", ""),
        ("Prazu", "fulan-Jullu 2024", "2024-07-31", ""),
        ("Deadline", "Friday, 9 May 2024", "2024-05-09", ""),  # a Thursday
        ("Due", "within fourteen days", "2024-05-17", ""),
    ],
)
def test_a_cell_says_the_day_how_far_it_is_or_both(heading: str, cell: str, due: str, status: str) -> None:
    table = f"| Asaun | Sé mak responsavel | {heading} |\n|---|---|---|\n| Haruka lista | WFP | {cell} |"
    task = [*read(f"# Notes, 3 May 2024\n\n{_ROLL}\n\n{table}", "x.md").entries()][-1]
    assert (task.type, task.owners, str(task.due), task.status) == (EntryType.ACTION, ("WFP",), due, status)


@over(
    "until, due",
    [
        ("by Friday, 10th May, 2024", "2024-05-10"),
        ("by Friday, 9 May 2024", "2024-05-09"),
        ("até sexta-feira, dia 10 de Maio", "2024-05-10"),
        ("paling lambat Jumat, 10 Mei 2024", "2024-05-10"),
        ("to'o sesta, 10 Maiu 2024", "2024-05-10"),
        ("by July 2024", "2024-07-31"),
        ("até Julho de 2024", "2024-07-31"),
    ],
)
def test_the_day_that_is_written_counts_and_not_the_weekday_before_it(until: str, due: str) -> None:
    [task] = read(f"# Notes, 3 May 2024\n\nAction: WFP to send it {until}.", "x.md").entries()
    assert (task.type, str(task.due)) == (EntryType.ACTION, due)


_MATRIX = [
    ("Send the list of schools\nto every office", "WFP", "9 May 2024"),
    ("Call the owners", "Kim Lo e Rui Sá", "next week"),
    ("Repair the road", "All partners", "12 de Maio\nde 2024"),
    ("Count the wells", "Dinas Sosial dan LSM\nCahaya Ende", "31 de Julho\nde 2024"),
]
_MATRIX_HEADS = [
    ("#", "Action", "Responsible\nPerson/Agency", "Status /\nDeadline"),
    ("N.º", "Acção", "Responsável", "Prazo"),
    ("No", "Kegiatan", "Penanggung Jawab", "Batas Waktu"),
    ("Nu.", "Asaun", "Sé mak\nresponsavel", "Bainhira"),
]
_AROUND = (
    "WATER BOARD\n\nMinutes of 3 May 2024\n\nPresent: Kim Lo (WFP), Rui Sá (Dinas Sosial), Ani (LSM Cahaya Ende)\n\n"
)


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
@pytest.mark.parametrize("numbers", ["alone", "glued", "none"])
@pytest.mark.parametrize("heads", _MATRIX_HEADS)
def test_a_table_given_away_one_cell_a_line_is_one_again(heads: tuple[str, ...], numbers: str, blank: str) -> None:
    sign = {"alone": "{}\n", "glued": "{}. ", "none": ""}[numbers]
    rows = [sign.format(at) + blank.join(row) for at, row in enumerate(_MATRIX, 1)]
    told = blank.join(["5. Roads", *heads[numbers == "none" :], *rows])
    meeting = read(f"{_AROUND}{told}\n6. Closing\nThe road was closed at 12.10 p.m.")
    tasks = [entry for entry in meeting.entries() if entry.type is EntryType.ACTION]
    assert [task.text for task in tasks] == [" ".join(action.split()) for action, _, _ in _MATRIX]
    assert [str(task.due) for task in tasks] == ["2024-05-09", "2024-05-10", "2024-05-12", "2024-07-31"]
    whose = [("WFP",), ("Kim Lo", "Rui Sá"), ("All partners",), ("Dinas Sosial", "LSM Cahaya Ende")]
    assert [task.owners for task in tasks] == whose


def test_columns_given_away_one_below_the_other_are_a_table_again() -> None:
    columns = zip(("1", "Send the list", "Kim Lo", "9 May"), ("2", "Call the owners", "WFP", "10 May"), strict=True)
    told = "\n".join(["No.", "Action", "By whom", "By when", *("\n".join(column) for column in columns)])
    tasks = [entry for entry in read(f"{_AROUND}{told}").entries() if entry.type is EntryType.ACTION]
    assert [(t.text, t.owners, str(t.due)) for t in tasks] == [
        ("Send the list", ("Kim Lo",), "2024-05-09"),
        ("Call the owners", ("WFP",), "2024-05-10"),
    ]


@over(
    "cells",
    [
        "Send the list\nto the office in the valley\nbefore it rains",
        "Send the list\nof wells\nCall the owners\nof land",
        "We came late.\nIt rained.",
    ],
)
def test_cells_that_do_not_fit_into_their_columns_are_no_actions(cells: str) -> None:
    meeting = read(f"{_AROUND}Action\nResponsible\n{cells}\n\n2. Roads\nIt rained.")
    assert not any(entry.type is EntryType.ACTION for entry in meeting.entries())


@over(
    "heads",
    [
        "Asaun | Sé mak responsavel | Bainhira",
        "Ação | Responsável | Prazo",
        "Kegiatan | PIC | Kapan",
        "What | Who | When",
    ],
)
def test_cells_with_bars_between_them_below_headings_are_rows(heads: str) -> None:
    rows = "Haruka lista | WFP | 9/5/2024\nBolu na'in | Kim Lo | 10/5/2024"
    tasks = [
        e for e in read(f"{_AROUND}2. Roads\n{heads}\n{rows}\n\nIt rained.").entries() if e.type is not EntryType.NOTE
    ]
    assert [(t.text, t.owners, str(t.due)) for t in tasks] == [
        ("Haruka lista", ("WFP",), "2024-05-09"),
        ("Bolu na'in", ("Kim Lo",), "2024-05-10"),
    ]


def decisions_in(told: str) -> list[str]:
    meeting = read(f"{_AROUND}1. Roads\n{told}\n\n2. Closing\nIt was late.")
    return [" ".join(one.text.split()) for one in meeting.entries() if one.type is EntryType.DECISION]


_MOTIONS = [
    "MOVED by Counc. Belo and seconded by Deputy Mayor Lo the fee be\n   adopted as circulated.",
    "It rained.\nMoved by Ana Dias, seconded by Rui Sá that the fee be adopted.",
    "Moved: Cr Belo\nSeconded: Cr Lo\nThat the fee be adopted.",
]


@pytest.mark.parametrize("between", ["\n", "\n\nYEA votes: Cr Belo, Cr Lo,\nCr Dias. NAY vote: Cr Sá.\n"])
@pytest.mark.parametrize("motion", _MOTIONS)
def test_a_motion_is_a_decision_where_a_later_line_says_that_it_was_carried(motion: str, between: str) -> None:
    [said] = decisions_in(f"{motion}{between}        CARRIED.")
    assert "fee be adopted" in said
    assert "oved" not in said
    for lost in ("DEFEATED.", "LOST", "Motion withdrawn."):
        assert decisions_in(f"{motion}{between}        {lost}") == []
    later = f"{motion}\nDEFEATED.\nMoved by Kim Lo and seconded by Rui Sá the road be closed.\nCARRIED."
    assert [said.partition(".")[0] for said in decisions_in(later)] == ["the road be closed"]


def test_a_motion_to_put_off_decides_nothing() -> None:
    assert decisions_in("Moved by Kim Lo and seconded by Rui Sá the matter be deferred.\nCARRIED.") == []


@over(
    "said",
    [
        "The Group unanimously selected WFP as Chair.",
        "O Grupo escolheu a WFP para presidir.",
        "Rapat memilih WFP sebagai ketua.",
        "Agreement was to try this for one month.",
        "O relatório foi aprovado com ressalvas.",
        "On a motion by Kim Lo, seconded by Rui Sá, the Board voted to raise the fee.",
        "It was the consensus of the group that the fee be raised.",
        "Após discussão, ficou assente que a taxa sobe.",
        "O Conselho entendeu por bem aumentar a taxa.",
        "Rapat menyimpulkan bahwa jalan ditutup.",
        "Sorumutu deside atu taka estrada.",
        "Membru sira hotu konkorda atu taka estrada.",
    ],
)
def test_sentences_of_other_words_decide_too(said: str) -> None:
    assert decisions_in(f"It rained all day in the valley. {said} We went on.") == [said]


@over("label", ["Deliberasaun", "Rezolusaun", "Deliberação", "Resolução", "Keputusan"])
def test_a_label_inside_a_paragraph_names_a_decision(label: str) -> None:
    assert decisions_in(f"Bomba aat. {label}: Membru sira selu $1.") == ["Membru sira selu $1."]


@over("closing", ["5. Penutup :", "5. Encerramento:", "5. Closing:", "5. Taka enkontru"])
def test_a_closing_below_actions_is_none_of_them(closing: str) -> None:
    meeting = read(f"{_AROUND}Action points\n1. WFP to send it.\n2. Kim Lo to call.\n{closing}\nIt was late.")
    assert [e.owners for e in meeting.entries() if e.type is EntryType.ACTION] == [("WFP",), ("Kim Lo",)]


@over(
    "said",
    [
        "Kim Lo was directed to write to the bank.",
        "Kim Lo fica responsável por escrever ao banco.",
        "Kim Lo informou que o Banco abriu e comprometeu-se a escrever ao banco até 5 de Junho.",
        "Kim Lo said that the Bank of Ende is open and undertook to write to it by 5 June.",
    ],
)
def test_who_is_directed_or_undertakes_to_do_something_is_to_do_it(said: str) -> None:
    [task] = [entry for entry in read(f"{_AROUND}1. Roads\n{said}").entries() if entry.owners]
    assert (task.type, task.owners) == (EntryType.ACTION, ("Kim Lo",))
