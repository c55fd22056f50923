"""Decisions, votes, actions and promises in the shapes in which offices write them, in sentences and in tables."""

from __future__ import annotations

from tests.all_of import over

from ictwg.domain.values import EntryType
from ictwg.imports.doubts import ACTION, NOTE, DoubtKind
from ictwg.imports.foreign_minutes.model import ReadEntry, ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes

HEAD = "# Minutes of the Water Board, 3 May 2024\n\nPresent: Ana Dias (MoJ), Rui Sá (WFP)\n\n"
PLAIN = "MINUTES OF THE WATER BOARD\n\nDate: 3 May 2024\nPresent: Ana Dias (MoJ), Rui Sá (WFP)\n\n"


def read(text: str, path: str = "m.md") -> ReadMeeting:
    (meeting,) = read_minutes(text, path).meetings
    return meeting


def found(meeting: ReadMeeting, kind: EntryType) -> list[ReadEntry]:
    return [entry for entry in meeting.entries() if entry.type is kind]


def texts(meeting: ReadMeeting, kind: EntryType) -> list[str]:
    return [entry.text for entry in found(meeting, kind)]


DECIDED = [
    "Vote: 5-0 for adopting the budget.",
    "Approved unanimously.",
    "Ana Dias moved unanimously to add a seat.",
    "1.1 Motion to close the office. Motion carried.",
    "The Committee directed that mobile teams visit all camps.",
    "The proposal was approved by a majority.",
    "Participants agreed to review the designs.",
    "It rained. The group agreed to wait. Then it stopped.",
    "Votação: 4 a favor, 1 contra o orçamento.",
    "A proposta foi aprovada por maioria, com três votos.",
    "Mais deliberou publicar o edital.",
    "A Comissão determinou que as equipas visitem os campos.",
    "Foi deliberado, por unanimidade, aprovar o plano.",
    "Grupu aprova formatu foun ba relatóriu.",
    "Votasaun: 5 kontra 2 ba orsamentu.",
    "Grupu deside atu halo vizita.",
    "Usulan itu disetujui secara bulat.",
    "Rapat menyepakati anggaran baru.",
    "Pemungutan suara: 6-1 untuk usulan.",
    "Put to the vote, the plan was approved, with six votes.",
    "Por consenso, o Conselho nomeou a Senhora Ana Dias relatora.",
    "Secara bulat, rapat menunjuk Ibu Ana Dias sebagai ketua.",
]


@over("sentence", DECIDED)
def test_votes_and_rulings_are_decisions(sentence: str) -> None:
    (decision,) = texts(read(f"{HEAD}## Budget\n\n{sentence}\n"), EntryType.DECISION)
    assert decision in sentence


@over(
    "sentence",
    [
        *("Vote: 2-5 for adopting the budget.", "The motion was not carried.", "Votação: 1 a favor, 4 contra."),
        *("The agenda was adopted.", "A ata foi aprovada.", "Notulen disahkan.", "Members agreed to test it first."),
        *("It was decided that it was put off.", "Foi deliberado que foi adiada.", "Usulan itu ditolak oleh rapat."),
    ],
)
def test_what_was_lost_or_formal_is_no_decision(sentence: str) -> None:
    assert not found(read(f"{HEAD}## Budget\n\n{sentence}\n"), EntryType.DECISION)


@over(
    "sentence",
    [
        "The Board rejected the proposal.",
        "A proposta foi rejeitada.",
        "The minutes were adopted with one correction.",
        "The minutes were adopted unanimously.",
        "A ata foi aprovada por unanimidade.",
        "Minutes adopted unanimously.",
    ],
)
def test_minutes_adopted_by_a_vote_are_asked(sentence: str) -> None:
    meeting = read(f"{PLAIN}1. Minutes\n{sentence}\n", "m.txt")
    assert [doubt.kind for doubt in meeting.doubts] == [DoubtKind.LIKE_A_DECISION]


@over("heading", ["Decisions:", "Decisões:", "Decisões tomadas:", "Desizaun sira:", "Hasil Keputusan:", "KESIMPULAN"])
def test_paragraphs_and_letters_below_a_heading_of_decisions(heading: str) -> None:
    lines = read(f"{PLAIN}{heading}\n\nA store for the north.\n\nTwo clerks for the store.\n", "m.txt")
    assert texts(lines, EntryType.DECISION) == ["A store for the north.", "Two clerks for the store."]
    letters = read(f"{HEAD}## {heading}\n\na. A store for the north.\nb. Two clerks.\n")
    assert texts(letters, EntryType.DECISION) == ["A store for the north.", "Two clerks."]
    bare = read(f"{PLAIN}It rained.\nO Conselho deliberou:\na)\tUma loja.\nb)\tDois lugares.\n", "m.txt")
    assert texts(bare, EntryType.DECISION) == ["Uma loja.", "Dois lugares."]
    word = "It was decided as follows:\na.\tA store for the north.\nb.\tTwo clerks.\nc.\tThe road was put off.\n"
    told = read(f"{PLAIN}IV.\tCONCLUSIONS AND DECISIONS\n{word}", "m.txt")
    assert texts(told, EntryType.DECISION) == ["A store for the north.", "Two clerks."]


def test_a_block_of_decisions_and_actions_ends_at_the_next_topic() -> None:
    text = (
        "1)Minutes of the last meeting\n- They were sent.\nDecisions and Actions:\n"
        "- SAG members will review the minutes by 16 May 2024.\n2)Decision on the funds\n- IOM confirmed its wish.\n"
        "- There is a need for clarity.\nDecisions and Actions:\n- It was decided that the list is short.\n"
    )
    meeting = read(PLAIN + text, "m.txt")
    assert texts(meeting, EntryType.DECISION) == ["It was decided that the list is short."]
    assert [one.owners for one in found(meeting, EntryType.ACTION)] == [("SAG members",)]
    assert [item.title for item in meeting.items if item.number] == [
        "Minutes of the last meeting",
        "Decision on the funds",
    ]


PROMISES = [
    ("MoJ will send the plan by 30 June 2024.", ("MoJ",)),
    ("MoJ to send the plan by 30 June 2024.", ("MoJ",)),
    ("The Ministry of Health will send the plan before 30 June 2024.", ("Ministry of Health",)),
    ("UNHCR and WFP to send the plan by 30 June 2024.", ("UNHCR", "WFP")),
    ("O MoJ ficou de enviar o plano até 30 de junho de 2024.", ("MoJ",)),
    ("Ficou o MoJ de enviar o plano até 30 de junho de 2024.", ("MoJ",)),
    ("O Ministério da Justiça vai enviar o plano até 30 de junho de 2024.", ("Ministério da Justiça",)),
    ("MoJ sei haruka planu to'o 30 Juñu 2024.", ("MoJ",)),
    ("PNTL tenke haruka planu to'o 30 Juñu 2024.", ("PNTL",)),
    ("BNPB akan mengirim rencana paling lambat 30 Juni 2024.", ("BNPB",)),
    ("Dinas Sosial harus mengirim rencana sebelum 30 Juni 2024.", ("Dinas Sosial",)),
    (
        "WFP and the Ministry of Trade and Industry will send the plan by 30 June 2024.",
        ("WFP", "Ministry of Trade and Industry"),
    ),
    ("Ficou ainda a PNTL encarregada de enviar o plano até 30 de junho de 2024.", ("PNTL",)),
    ("BNPB berjanji mengirim rencana paling lambat 30 Juni 2024.", ("BNPB",)),
    ("MoJ promete atu haruka planu to'o 30 Juñu 2024.", ("MoJ",)),
]


@over("sentence, owners", PROMISES)
def test_promises_with_a_day_are_actions_or_asked(sentence: str, owners: tuple[str, ...]) -> None:
    (action,) = found(read(f"{PLAIN}1. Plan\nIt rained. {sentence}\n", "m.txt"), EntryType.ACTION)
    assert (action.owners, str(action.due)) == (owners, "2024-06-30")
    text = f"{HEAD}## Plan\n\n- {sentence}\n"
    meeting = read(text)
    (doubt,) = meeting.doubts
    assert (doubt.kind, doubt.choices) == (DoubtKind.LIKE_AN_ACTION, (NOTE, ACTION))
    assert not found(meeting, EntryType.ACTION)
    (chosen,) = found(read_minutes(text, "m.md", {doubt.key: ACTION}).meetings[0], EntryType.ACTION)
    assert chosen.owners == owners


@over(
    "sentence",
    [
        "O MoJ ficou de enviar o plano até ao dia trinta de Junho de dois mil e vinte e quatro.",
        "Asaun tuir mai: MoJ haruka planu to'o 30 Juñu 2024.",
    ],
)
def test_days_in_words_and_next_actions(sentence: str) -> None:
    (action,) = found(read(f"{PLAIN}1. Plan\n{sentence}\n", "m.txt"), EntryType.ACTION)
    assert (action.owners, str(action.due)) == (("MoJ",), "2024-06-30")


def test_a_day_in_the_middle_of_a_sentence_is_not_when_it_is_due() -> None:
    (action,) = found(
        read(f"{HEAD}- Action: Ana to include dates early next week, and include the budget\n"), EntryType.ACTION
    )
    assert (action.due, action.text) == (None, "Ana to include dates early next week, and include the budget")


@over(
    "said",
    [
        "Actions: None",
        "Action: None for CARE",
        "Action: none\n3. Next item",
        "Ações: nenhuma",
        "Asaun: la iha",
        "Tindak lanjut: tidak ada",
    ],
)
def test_none_is_no_action(said: str) -> None:
    assert not found(read(f"{HEAD}## Budget\n\n{said}\n"), EntryType.ACTION)


def table(heading: str, *rows: str) -> str:
    ruled = "|".join(["---"] * (heading.count("|") + 1))
    return "".join(f"|{line}|\n" for line in (heading, ruled, *rows))


TABLES = [
    ("Item|Discussion|Action", ["3. Agents|They met.|MoJ to write"], ["MoJ to write"], ["Agents"]),
    (
        "Item|Discussion|Action points|Person responsible",
        ["1. Stores|Full.|Open one|MoJ", "|Also.|Close one|WFP"],
        ["Open one", "Close one"],
        ["Stores"],
    ),
    ("Action point|Focal point/agency|Timeline|Status", ["Send it|WFP|3 June 2024|Ongoing"], ["Send it"], []),
    ("Discussion|Focal point|Action points|Timeline", ["It rained.|WFP|Send it|Monthly"], ["Send it"], []),
    ("#|Update|Action|Responsible|Status/Deadline", ["1|It rained.|Send it|WFP|Done"], ["Send it"], []),
    ("No|Matter|Responsible|Status", ["3.1|Send it|WFP|Pending"], ["Send it"], []),
    ("Action Points|Agency/Person Responsible|Status", ["Send it|WFP|Done – circulated"], ["Send it"], []),
    (
        "Points|Résumé des discussions|Actions à prendre|Responsables|Délai",
        ["1. Eau|Il pleut.|Envoyer|WFP|3 juin 2024"],
        ["Envoyer"],
        ["Eau"],
    ),
    ("Ponto|Discussão|Ação|Responsável|Prazo", ["1. Água|Choveu.|Enviar|MoJ|3 de junho de 2024"], ["Enviar"], ["Água"]),
    ("Asuntu|Diskusaun|Asaun|Responsavel|Prazu", ["1. Bee|Udan.|Haruka|MoJ|3 Juñu 2024"], ["Haruka"], ["Bee"]),
    (
        "Topik|Pembahasan|Tindak lanjut|Penanggung jawab|Batas waktu",
        ["1. Air|Hujan.|Kirim|BNPB|3 Juni 2024"],
        ["Kirim"],
        ["Air"],
    ),
]


@over("heading, rows, actions, titles", TABLES)
def test_tables_of_the_field(heading: str, rows: list[str], actions: list[str], titles: list[str]) -> None:
    meeting = read(f"{HEAD}## Business\n\n{table(heading, *rows)}")
    assert texts(meeting, EntryType.ACTION) == actions
    assert all(one.owners for one in found(meeting, EntryType.ACTION))
    assert [item.title for item in meeting.items if item.number] == titles


def test_a_table_for_each_topic() -> None:
    for label, head in (
        ("Way forward", "Summary of discussion"),
        ("Tindak lanjut", "Pembahasan"),
        ("Encaminhamentos", "Discussão"),
    ):
        meeting = read(
            f"{HEAD}{table('Topic 2: Hygiene|', f'{head}|They met.', f'{label}|SCI to translate the guide')}"
        )
        assert [(item.number, item.title) for item in meeting.items if item.number] == [("2", "Hygiene")]
        assert [one.owners for one in found(meeting, EntryType.ACTION)] == [("SCI",)]


def test_an_agenda_with_hours_is_no_list_of_actions() -> None:
    rows = ("1.|Introductions|5 min|All", "2.|Strategy|20 min|Ana Dias")
    assert not found(read(f"{HEAD}Agenda:\n\n{table('Sr.|Topic|Time|Who', *rows)}"), EntryType.ACTION)
