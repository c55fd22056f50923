"""Who was there and who was not, in the shapes in which offices write it down."""

from __future__ import annotations

from tests.all_of import over

from ictwg.imports.doubts import ABSENT, NOT_SAID, PRESENT, DoubtKind
from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes

HEAD = "# Minutes of the Water Board, 3 May 2024\n\n"
PLAIN = "MINUTES OF THE WATER BOARD\n\nDate: 3 May 2024\n\n"


def read(text: str, path: str = "m.md") -> ReadMeeting:
    file = read_minutes(text, path)
    assert file.not_minutes is None
    return file.meetings[0]


def roll(meeting: ReadMeeting) -> list[str]:
    """As in "Ana Dias (MoJ) present"."""
    return [
        f"{one.name or '-'}{f' ({one.organization})' if one.organization else ''} {one.state.value}"
        for one in meeting.attendees
    ]


AWAY_IN_A_LINE = [
    ("- Rui Belo (IOM) - not present", "Rui Belo (IOM) absent"),
    ("- Ana Dias, UNHCR, apologies", "Ana Dias (UNHCR) apologies"),
    ("- Kim Lo (WFP): absent", "Kim Lo (WFP) absent"),
    ("- Leo Reis (FAO) – on leave", "Leo Reis (FAO) apologies"),
    ("- Ed Bo – MoJ – sent apologies", "Ed Bo (MoJ) apologies"),
    ("- Ed Bo (MoJ), unable to attend", "Ed Bo (MoJ) absent"),
    ("- Sra. Rita Sá (Ministério da Saúde): ausente", "Rita Sá (Ministério da Saúde) absent"),
    ("- Rita Sá, MJ, faltou", "Rita Sá (MJ) absent"),
    ("- Rita Sá (MJ) – ausente justificado", "Rita Sá (MJ) apologies"),
    ("- Rita Sá, MJ, de férias", "Rita Sá (MJ) apologies"),
    ("- Sr. Abel Soares – MSSI – la mai", "Abel Soares (MSSI) absent"),
    ("- Sr. Abel Soares (MSSI): auzente", "Abel Soares (MSSI) absent"),
    ("- Budi Santo (PMI) - tidak hadir", "Budi Santo (PMI) absent"),
    ("- Budi Santo, PMI, izin", "Budi Santo (PMI) apologies"),
    ("- Budi Santo (PMI): berhalangan hadir", "Budi Santo (PMI) apologies"),
    ("- Budi Santo (PMI) – cuti", "Budi Santo (PMI) apologies"),
    ("- Budi Santo (PMI) – hadir", "Budi Santo (PMI) present"),
]


@over("line, wanted", AWAY_IN_A_LINE)
def test_a_line_of_the_roll_says_who_was_away(line: str, wanted: str) -> None:
    assert roll(read(f"{HEAD}## Present\n\n- Zita Po (WHO)\n{line}\n"))[1] == wanted


COLUMNS = [
    ("Name|Agency|Present|Absent", ["Ana Dias|MoJ|X|", "Rui Sá|WFP||X"], "present absent"),
    ("Name|Agency|Present|Apologies", ["Ana Dias|MoJ|✓|", "Rui Sá|WFP||✓"], "present apologies"),
    ("Name|Agency|Present", ["Ana Dias|MoJ|✓", "Rui Sá|WFP|–"], "present absent"),
    ("Name|Agency|Attendance", ["Ana Dias|MoJ|P", "Rui Sá|WFP|A"], "present absent"),
    ("Nome|Entidade|Presente|Ausente", ["Ana Dias|MJ|X|", "Rui Sá|PNTL||X"], "present absent"),
    ("Nome|Entidade|Presenças|Faltas", ["Ana Dias|MJ|x|", "Rui Sá|PNTL||x"], "present absent"),
    ("Nome|Entidade|Presença", ["Ana Dias|MJ|Sim", "Rui Sá|PNTL|Não"], "present absent"),
    ("Naran|Instituisaun|Prezente|Auzente", ["Ana Dias|MJ|X|", "Rui Sá|PNTL||X"], "present absent"),
    ("Naran|Instituisaun|Prezensa", ["Ana Dias|MJ|Sin", "Rui Sá|PNTL|Lae"], "present absent"),
    ("Nama|Instansi|Hadir|Tidak hadir", ["Ana Dias|PMI|v|", "Rui Sá|BNPB||v"], "present absent"),
    ("Nama|Instansi|Hadir|Izin", ["Ana Dias|PMI|v|", "Rui Sá|BNPB||v"], "present apologies"),
    ("Nama|Instansi|Keterangan", ["Ana Dias|PMI|Hadir", "Rui Sá|BNPB|Tidak hadir"], "present absent"),
    ("Name|Agency|Present|Absent", ["Ana Dias|MoJ|X (online)|", "Rui Sá|WFP||X – ill"], "present absent"),
    ("Nome|Entidade|Presente|Ausente", ["Ana Dias|MJ|X|", "Rui Sá|PNTL||Justificado"], "present apologies"),
    ("Name|Agency|Remarks", ["Ana Dias|MoJ|Attended", "Rui Sá|WFP|Represented (by no. 1)"], "present apologies"),
    ("Agency|Name|Status", ["MoJ|Ana Dias|Present", "WFP|Rui Sá|Sent apologies"], "present apologies"),
    ("Entidade|Nome|Observações", ["MJ|Ana Dias|Presente", "OIM|Rui Sá|Representado por outro"], "present apologies"),
    ("Name|Agency|Present|Absent", ["Ana Dias|MoJ|X|", "(to be appointed)|WFP||X", "Total||1|1"], "present absent"),
]


@over("heading, rows, states", COLUMNS)
def test_columns_say_who_was_away(heading: str, rows: list[str], states: str) -> None:
    meeting = read(f"{HEAD}## Attendance\n\n{table(heading, *rows)}")
    assert [one.state.value for one in meeting.attendees] == states.split()
    assert not meeting.doubts


def table(heading: str, *rows: str) -> str:
    ruled = "|".join(["---"] * (heading.count("|") + 1))
    return "".join(f"|{line}|\n" for line in (heading, ruled, *rows))


@over(
    "heading",
    [
        *("Name|Agency|Present", "Name|Agency|", "Name|Agency|Signature", "Nome|Entidade|Assinatura"),
        *(
            "Naran|Instituisaun|Asinatura",
            "Nama|Instansi|Tanda tangan",
            "Nama|Instansi|Hadir",
            "Nome|Entidade|Presente",
        ),
    ],
)
def test_a_blank_beside_marks_is_asked(heading: str) -> None:
    text = f"{HEAD}## Attendance\n\n{table(heading, 'Ana Dias|MoJ|x', 'Rui Sá|WFP|')}"
    meeting = read(text)
    assert roll(meeting) == ["Ana Dias (MoJ) present", "Rui Sá (WFP) listed"]
    (doubt,) = meeting.doubts
    assert (doubt.kind, doubt.choices) == (DoubtKind.NO_MARK, (NOT_SAID, PRESENT, ABSENT))
    chosen = read_minutes(text, "m.md", {doubt.key: ABSENT}).meetings[0]
    assert roll(chosen)[1] == "Rui Sá (WFP) absent"


def test_a_remark_beside_marks_is_asked_and_bands_and_places_are_read() -> None:
    told = table("Nome|Entidade|Observações", "Ana Dias|MJ|Presente", "Rui Sá|PNTL|Ausente", "Rita Po|OIM|A confirmar")
    meeting = read(f"{HEAD}## Presenças\n\n{told}")
    assert [one.state.value for one in meeting.attendees] == ["present", "absent", "listed"]
    assert [doubt.kind for doubt in meeting.doubts] == [DoubtKind.NO_MARK]
    rows = "ESTADO\n1\tAna Dias\tDiretora / MJ\tX\t\nPARCEIROS\n2\tRui Sá\tChefe / OIM\t\tX\n"
    head = "Nº\tNome\tCargo / Entidade\tPresente\tAusente\n"
    meeting = read(f"{PLAIN}PRESENÇAS\n{head}{rows}\n1. Abertura\nChoveu.\n", "m.txt")
    assert roll(meeting) == ["Ana Dias (MJ) present", "Rui Sá (OIM) absent"]


def test_bodies_with_marks_and_names_below_their_state() -> None:
    rows = ("UNHCR|X|", "IOM||X")
    assert roll(read(f"{HEAD}## Attendance\n\n{table('Organization|Present|Apologies', *rows)}")) == [
        "- (UNHCR) present",
        "- (IOM) apologies",
    ]
    cells = ("1. Ana Dias 2. Rui Sá WFP|1. UNICEF 2. DTI",)
    assert roll(read(f"{HEAD}{table('Present|Absent', *cells)}")) == [
        *("Ana Dias present", "Rui Sá (WFP) present", "UNICEF absent", "DTI absent"),
    ]


HEADINGS = [
    ("Attendance (please add yourself):", "present"),
    ("Attendees (in person)", "present"),
    ("Participants (in alphabetical order)", "present"),
    ("Board members in attendance were:", "present"),
    ("The following were present:", "present"),
    ("Present at the meeting", "present"),
    ("Officials present", "present"),
    ("Attended by", "present"),
    ("By institution", "present"),
    ("Participaram na reunião", "present"),
    ("**Estiveram presentes:**", "present"),
    ("Compareceram", "present"),
    ("Entidades presentes (por ordem alfabética)", "present"),
    ("Membru sira ne'ebé tuir enkontru", "present"),
    ("Partisipante sira (online)", "present"),
    ("Peserta rapat yang hadir", "present"),
    ("Dihadiri oleh", "present"),
    ("Unavailable", "absent"),
    ("Members not present", "absent"),
    ("Absent (with apologies)", "apologies"),
    ("On leave", "apologies"),
    ("Não compareceram", "absent"),
    ("Ausentes (com justificação)", "apologies"),
    ("La mai (ho justifikasaun)", "apologies"),
    ("La mai (la ho justifikasaun)", "absent"),
    ("Membru sira ne'ebé la marka prezensa", "absent"),
    ("Tidak hadir (izin)", "apologies"),
    ("La prezente", "absent"),
    ("Anggota yang tidak hadir", "absent"),
]


@over("heading, state", HEADINGS)
def test_headings_of_rolls_that_say_a_little_more(heading: str, state: str) -> None:
    meeting = read(f"{PLAIN}{heading.strip('*')}\n- Ana Dias (MoJ)\n- Rui Sá (WFP)\n\nBudget\n\nIt rained.\n", "m.txt")
    assert roll(meeting) == [f"Ana Dias (MoJ) {state}", f"Rui Sá (WFP) {state}"]


SENTENCES = [
    ("An apology was tendered on behalf of the Attorney-General's Chambers (Mr Francis Oduor).", "apologies"),
    ("Regrets were received from the Ministry of Health (Dr Francis Oduor).", "apologies"),
    ("Apologies were sent by Mr Francis Oduor and Ms Ana Dias.", "apologies"),
    ("Faltaram com justificação os senhores Francis Oduor e Ana Dias.", "apologies"),
    ("Não compareceram Francis Oduor e Ana Dias.", "absent"),
    ("Compareceram os membros Francis Oduor, Ana Dias e Rui Sá.", "present"),
    ("Berhalangan hadir Bapak Francis Oduor dan Ibu Ana Dias.", "apologies"),
    ("Marka prezensa Sr. Francis Oduor no Sra. Ana Dias.", "present"),
]


@over("sentence, state", SENTENCES)
def test_sentences_tell_who_came(sentence: str, state: str) -> None:
    meeting = read(f"{PLAIN}ATTENDANCE\n\n{sentence}\n\n1. Budget\nIt rained.\n", "m.txt")
    assert f"Francis Oduor {state}" in [f"{one.name} {one.state.value}" for one in meeting.attendees]


def test_who_was_replaced_was_away() -> None:
    for said in (
        "Fizeram-se substituir nesta sessão os membros Paulo Reis (PS) por Ana Dias.",
        "Fizeram-se representar os membros Paulo Reis (PS) por Ana Dias.",
    ):
        meeting = read(f"{PLAIN}{said}\n\n1. Budget\nIt rained.\n", "m.txt")
        assert roll(meeting) == ["Paulo Reis (PS) apologies", "Ana Dias present"]
        assert meeting.attendees[1].stands_in_for == "Paulo Reis"


BY_BODY = [
    (
        "Present were: for the Ministry of Health, Dr Ana Dias, in the place of Mr Rui Sá; and for WFP, Ms Kim Lo.",
        ["Ana Dias (Ministry of Health) present", "Rui Sá (Ministry of Health) apologies", "Kim Lo (WFP) present"],
    ),
    (
        "Yang hadir: dari Dinas Sosial, Ibu Ana Dias, Kepala, menggantikan Bapak Rui Sá; dan dari PMI, Ibu Kim Lo.",
        ["Ana Dias (Dinas Sosial) present", "Rui Sá (Dinas Sosial) apologies", "Kim Lo (PMI) present"],
    ),
    (
        "Faltaram, com justificação, o representante do Ministério do Mar, Senhor Rui Sá (ofício n.º 7, de 2 de Maio).",
        ["Rui Sá (Ministério do Mar) apologies"],
    ),
    ("Faltou, sem justificação, a representante da Casa do Mar, Senhora Rita Sá.", ["Rita Sá (Casa do Mar) absent"]),
    ("The Office of Sport did not send a representative.", ["- (Office of Sport) absent"]),
    ("Ms Kim Lo attended for WFP in the place of Mr Sá.", ["Kim Lo (WFP) present"]),
    (
        "A Sra. Kim Lo participou pela Casa do Mar em vez do Sr. Rui Sá.",
        ["Kim Lo (Casa do Mar) present", "Rui Sá (Casa do Mar) apologies"],
    ),
]


@over("sentence, wanted", BY_BODY)
def test_sentences_tell_for_which_body_each_came(sentence: str, wanted: list[str]) -> None:
    meeting = read(f"{PLAIN}{sentence}\n\n1. Budget\nIt rained.\n", "m.txt")
    assert roll(meeting) == wanted


@over(
    "line",
    [
        *("vacant", "vago", "mamuk", "kosong", "Mailing list", "unfortunately", "Lex + new members Konrad"),
        *("Vaccines arrived.", "Quorum was met", "to be named", "por designar", "belum ditunjuk", "…"),
    ],
)
def test_a_remark_on_the_roll_is_nobody(line: str) -> None:
    assert roll(read(f"{HEAD}## Present\n\n- Ana Dias (MoJ)\n- {line}\n- Rui Sá\n")) == [
        "Ana Dias (MoJ) present",
        "Rui Sá present",
    ]


def test_a_telephone_number_is_no_organization() -> None:
    (one,) = read(f"{HEAD}## Present\n\n- Abdi Hassan / DRC / 0615000441\n").attendees
    assert (one.organization, one.contact) == ("DRC", "0615000441")


HANGING = [
    "Present:\tAna Dias (Chair), MoJ\n\tRui Sá, WFP\nApologies:\tLeo Reis, FAO\n",
    "Presentes:\tAna Dias, MoJ\n\tRui Sá, WFP\nAusentes (com justificação):\tLeo Reis, FAO\n",
    "Prezente:\tAna Dias, MoJ\n\tRui Sá, WFP\nLa mai (ho justifikasaun):\tLeo Reis, FAO\n",
    "Hadir:\tAna Dias, MoJ\n\tRui Sá, WFP\nIzin:\tLeo Reis, FAO\n",
]


@over("lines", HANGING)
def test_names_that_hang_behind_a_tab(lines: str) -> None:
    meeting = read(f"MINUTES OF THE BOARD\n\nDate: 3 May 2024\n{lines}\n1.\tBudget\n\tIt rained.\n", "m.txt")
    assert roll(meeting) == ["Ana Dias (MoJ) present", "Rui Sá (WFP) present", "Leo Reis (FAO) apologies"]


AMONG = [
    (
        "Reuniu a Comissão, estando presentes os seguintes membros: Ana Dias, em representação do Ministério da Saúde; "
        "e Rui Sá, em representação da OIM. Faltou, por motivo justificado, o representante da Procuradoria, "
        "Dr. Leo Reis."
    ),
    (
        "The Board met in the presence of Ana Dias (Ministério da Saúde) and Rui Sá (OIM). "
        "Apologies were received from the representative of the Procuradoria, Dr. Leo Reis."
    ),
    "Rapat dihadiri oleh Ana Dias (Ministério da Saúde), Rui Sá (OIM). Berhalangan hadir Leo Reis (Procuradoria).",
]


@over("told", AMONG)
def test_who_is_present_in_the_middle_of_a_sentence(told: str) -> None:
    assert roll(read(f"ATA N.º 12\n\n3 de maio de 2024\n\n{told}\n\n1. Budget\nIt rained.\n", "m.txt")) == [
        "Ana Dias (Ministério da Saúde) present",
        "Rui Sá (OIM) present",
        "Leo Reis (Procuradoria) apologies",
    ]


@over("label", ["29 participants (see full list below)", "Attendees", "ATTENDEES", "Peserta", "Presentes"])
def test_a_list_of_bodies_has_no_chair_on_it(label: str) -> None:
    meeting = read(f"{HEAD}Chair: Vera Bell, Sector Coordinator\n\n{label}: ACF, UNHCR, WFP,\nSC, MSF\n")
    assert roll(meeting) == [f"{body} present" for body in ("ACF", "UNHCR", "WFP", "SC", "MSF")]


def test_a_table_of_what_was_said_ends_the_roll() -> None:
    rows = "Agenda Item\tDiscussion\tAction Points\n1. Welcome\tAll came.\t\n2. Stores\tFull.\tWFP to open one\n"
    people = "UNICEF – Ana Dias, Rui Sá\nSave the Children – Kim Lo\nMinistry of Labour – Leo Reis\n"
    meeting = read(f"{PLAIN}Attendees:\n{people}\n{rows}WFP to close one\n3. AOB\tNone\t\n", "m.txt")
    assert [one.name for one in meeting.attendees] == ["Ana Dias", "Rui Sá", "Kim Lo", "Leo Reis"]
    assert [one.organization for one in meeting.attendees][1:3] == ["UNICEF", "Save the Children"]
