"""The headings that offices use: those that are known, those that are asked once, and what kind of list they make."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.all_of import over
from tests.builders import MemoryState, organization, person

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Activity, Attendance, Meeting, Organization, Person, Plan
from ictwg.domain.values import Presence
from ictwg.imports.doubts import IN_NOTES, LEFT_OUT, NEW_PLAN, DoubtKind
from ictwg.imports.headings import ID, column_of, read_list
from ictwg.imports.list_rows import ListFile
from ictwg.imports.record_lists import ROWS, import_records, likely_kinds, read_as, words_of
from ictwg.imports.report import RowState, choice_told
from ictwg.records.lookup import Lookup

TODAY = date(2010, 4, 1)
KINDS = {"plan": Activity, "tracker": Action}
FIELDS = {
    "activity": {"title"}, "lead": {"lead"}, "budget": {"planned"}, "partners": {"partners", "co_leads"},
    "number": {"code", "number", ID}, "means": {"means_of_verification"}, "target": {"target", "objective"},
    "action": {"text"}, "owner": {"owners"},
}  # fmt: skip
"""Where our fields have other names; a goal may be either."""


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    organization(state, "MoJ")
    state.add(Plan, Plan.title("National Plan"))
    return state


def lookup(state: MemoryState) -> Lookup:
    return Lookup(state, TODAY)


def test_the_headings_of_real_plans_and_trackers_are_known(state: MemoryState) -> None:
    lines = (Path(__file__).parent / "headings.tsv").read_text("utf-8").splitlines()
    wrong = []
    for kind, field, headings in (line.split("\t") for line in lines if not line.startswith("#")):
        rows = ROWS[KINDS[kind]](ListFile(lookup(state), b"", "list.csv"), KINDS[kind], state.all(Plan)[0])
        for heading in headings.split("|"):
            _, found, below = read_list(f"{heading}\nx\n".encode(), words_of(KINDS[kind]))
            named = {str(getattr(one, "name", one)).lower() for one in rows.columns(found, below)}
            wrong += [] if named & FIELDS.get(field, {field}) else [(heading, named)]
    assert wrong == []


@over(
    "kind, heads",
    [
        ("action", "Action,Responsible,Deadline"),
        ("action", "No,Action point,Responsible,Timeline,Status,Remarks"),
        ("action", "Tindak lanjut,Penanggung jawab,Batas waktu,Status"),
        ("action", "Asaun,Responsavel,Prazu,Estadu"),
        ("action", "Ref,Raised at,What needs to happen,Who,By when,RAG,Latest"),
        ("action", "N.º,Sessão,Medida a executar,Entidade executora,Data limite,Ponto de situação,Obs."),
        ("action", "No.,Uraian tindak lanjut,Unit penanggung jawab,Tenggat,Progres (%),Keterangan"),
        ("action", "Nu.,Enkontru,Asaun ne'ebé atu halo,Se mak halo,Prazu,Progresu"),
        ("activity", "Activity,Responsible,Timeframe"),
        ("activity", "Actividades,Entidades responsáveis,Calendarização,Indicadores,Orçamento"),
        ("activity", "Objectives,Implementation measures,Timeframe,Executing agencies,Indicators of achievement"),
        ("organization", "Nome,Instituição,Cargo,Telefone"),
        ("organization", "Organization,Focal point,Alternate,Email"),
        ("participant", "Name,Sex,Organization,District,Position,Group"),
        ("participant", "Training of trainers 9 March 2010\nS/N,Name and rank,Sex,Institution,9 March"),
        ("participant", "Lista de presenças\nFormação de formadores\nN.º,Nome e cargo,Sexo,Instituição"),
        ("participant", "Formação\nN.º,Nome do formando,Género,Serviço,Assinatura"),
        ("participant", "Daftar hadir pelatihan\nNo,Nama dan jabatan,L/P,Instansi"),
        ("participant", "Formasaun ba polísia\nNu.,Naran,Seksu,Instituisaun"),
        ("organization", "Rapat persiapan pelatihan\nNo,Nama,L/P,Instansi"),
        ("organization", "Bodies that give training\nOrganization,Acronym,Name,Sex"),
        ("training", "Training,From,Until,Place,Men,Women,Total"),
        ("campaign", "Campaign,From,Until,Partners"),
        ("indicator", "Indicator,Baseline,Target,Unit,Means of verification"),
        ("recommendation", "Recommendation,Body,Year,Responsible,Status"),
        ("decision", "No,Decision,Date,Meeting"),
        ("attendance", "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"),
        ("attendance", "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole"),
    ],
)
def test_the_headings_say_what_kind_of_list_it_is(kind: str, heads: str) -> None:
    assert [one.SINGULAR for one in likely_kinds(f"{heads}\n1,2,3,4\n".encode())] == [kind]


def test_a_heading_of_several_words_names_no_day_and_nothing_of_two_columns() -> None:
    for heading in ("Agreed date", "Proposed deadline needed", "Action responsible", "Descrição da entidade e prazo"):
        assert column_of(words_of(Action), heading) is None, heading


def test_what_some_words_of_a_heading_say_is_guessed_and_asked() -> None:
    """Also of the kind of the list; what is asked goes where it is guessed, or where somebody says."""
    lists = {
        "Upcoming agreed actions,Main responsible,How far now": Action,
        "Compromissos da comissão,Serviço que é responsável,Prazo de resposta": Action,
        "Butir hasil kesepakatan,Pihak penanggung jawab utama,Batas waktu baru": Action,
        "Kompromisu foun,Ema se mak responsavel,Prazu foun": Action,
        "Programa ka kegiatan,OPD penanggung jawab,Mitra lain,Jumlah anggaran tahun": Activity,
    }
    for heads, kind in lists.items():
        assert likely_kinds(f"{heads}\n1,2,3,4\n".encode()) == [kind], heads
    state = MemoryState()
    moj = organization(state, "MoJ")
    text = b"Action,Main responsible,Status\nTrain,MoJ,done\n"
    (asked,) = [
        one for row in import_records(ListFile(lookup(state), text, "a.csv"), Action).rows for one in row.doubts
    ]
    assert (asked.kind, asked.default) == (DoubtKind.UNKNOWN_COLUMN, "action.owners")
    for answer, owners in (("action.owners", (moj.id,)), (LEFT_OUT, ())):
        fresh = import_records(ListFile(lookup(state), text, "a.csv", {asked.key: answer}), Action)
        copy = MemoryState()
        copy.apply(fresh.changes)
        (made,) = copy.all(Action)
        assert made.owners == owners


def test_an_unknown_column_is_shown_with_its_values_and_goes_where_somebody_says(state: MemoryState) -> None:
    text = "Activity;Risk;Wer;;Note to self\nTalk;low;MoJ;x;\nPrint;high;MoJ;;\nSing;low;;;\nDraw;none;;;\n"
    plan = state.all(Plan)[0]

    def doubts(**remembered: str) -> dict[str, tuple[str, str]]:
        made = import_records(ListFile(lookup(state), text.encode(), "p.csv", remembered=remembered), Activity, plan)
        return {one.about: (one.text, one.default) for row in made.rows for one in row.doubts}

    found = import_records(ListFile(lookup(state), text.encode(), "p.csv"), Activity, plan)
    asked = {doubt.about: doubt for row in found.rows for doubt in row.doubts}
    assert {one.kind for one in asked.values()} == {DoubtKind.UNKNOWN_COLUMN}
    assert [one.text for one in asked.values()] == ["Risk: low | high | none", "Wer: MoJ", "Column 4: x"]
    who = asked["activities/wer"]
    assert {*who.choices[:3]} == {"activity.lead", "activity.co_leads", "activity.partners"}, "they name who is known"
    assert (who.choices[3:5], who.default) == ((IN_NOTES, LEFT_OUT), IN_NOTES)
    assert {choice_told(who, one) for one in who.choices} >= {"Lead", "Partners", "Pillar"}
    assert found.to_check == 3

    chosen = {who.key: "activity.lead", asked["4"].key: LEFT_OUT}
    state.apply(import_records(ListFile(lookup(state), text.encode(), "p.csv", chosen), Activity, plan).changes)
    talk = next(one for one in state.all(Activity) if one.title == "Talk")
    assert (talk.lead, talk.remarks) == (state.all(Organization)[0].id, "Risk: low")
    remembered = doubts(**{"activities/wer": "activity.lead", "activities/risk": "activity.gone"})
    assert remembered["activities/wer"] == ("Wer: MoJ", "activity.lead"), "what was said before is proposed"
    assert remembered["activities/risk"] == ("Risk: low | high | none", IN_NOTES), "a field that is no more is not"


def test_a_plan_goes_into_a_new_one_unless_there_are_others(state: MemoryState) -> None:
    data, bare = b"Objective,Activity,Lead agency,Timeframe\nHelp,Talk,MoJ,2010\n", MemoryState()
    state.apply(read_as(ListFile(lookup(state), data, "npa.csv")).changes)
    assert {one.title for one in state.all(Plan)} == {"National Plan"}, "the only one is empty"
    bare.apply(read_as(ListFile(lookup(bare), data, "NPA 2010.csv")).changes)
    assert [one.title for one in bare.all(Plan)] == ["NPA 2010"]
    assert {one.plan for one in bare.all(Activity)} == {bare.all(Plan)[0].id}

    again = read_as(ListFile(lookup(bare), data.replace(b"Talk", b"Sing"), "NPA 2010.xlsx, 2011"))
    assert {one.table for one in again.changes.writes} >= {Activity.TABLE}, "another sheet of the same file"

    (row,) = read_as(ListFile(lookup(state), data, "other.csv")).rows
    (doubt,) = row.doubts
    assert (doubt.kind, doubt.choices, doubt.default, row.to_check) == (
        DoubtKind.BELONGS_TO,
        (LEFT_OUT, "National Plan", NEW_PLAN),
        LEFT_OUT,
        1,
    )
    assert read_as(ListFile(lookup(state), data, "other.csv", {doubt.key: NEW_PLAN})).changes.created


@pytest.mark.parametrize(
    "text",
    [
        (
            "Topic,Start Time\nICTWG,03/12/2010 09:58\n\nName (Original Name),User Email,Join Time,Leave Time\n"
            "Ana Costa,,03/12/2010 09:58,10:30\nAna Costa,,03/12/2010 10:35,11:30\nRui Belo (MoJ),,03/12/2010 10:00,\n"
        ),
        (
            "1. Summary\nStart time\t12 March 2010\n\nName\tFirst Join\tLast Leave\tDuration\tEmail\n"
            "A. Costa\t9:58\t11:30\t1h\tana@example.org\nRui Belo - MoJ\t9:58\t11:30\t1h\t\n3. In-Meeting Activities\n"
        ),
    ],
)
def test_who_came_to_a_meeting_at_a_distance(state: MemoryState, text: str) -> None:
    ana = person(state, "Ana Costa", state.all(Organization)[0])
    state.apply(Edit("verbs.edited").update(ana, Person.email("ana@example.org")).done())
    for day in (date(2010, 1, 5), date(2010, 3, 12)):
        state.add(Meeting, Meeting.date(day))
    found = read_as(ListFile(lookup(state), text.encode(), "zoom.csv"))
    assert {row.state for row in found.rows} <= {RowState.NEW, RowState.SAME}
    state.apply(found.changes)
    meeting = next(one for one in state.all(Meeting) if one.date == date(2010, 3, 12))
    home = state.all(Organization)[0].id
    there = {(one.person or one.name, one.organization, one.state, one.meeting) for one in state.all(Attendance)}
    assert there == {(who, home, Presence.REMOTE, meeting.id) for who in (ana.id, "Rui Belo")}
    assert not read_as(ListFile(lookup(state), text.encode(), "zoom.csv")).changes


@pytest.mark.parametrize(
    "heads",
    [
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room",
        "Full Name\tUser Action\tTimestamp",
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole",
        "Nome (Nome original),E-mail do usuário,Horário de entrada,Horário de saída,Duração (Minutos),Convidado",
        "Nome\tPrimeira entrada\tÚltima saída\tDuração na reunião\tE-mail\tID do participante (UPN)\tFunção",
        "Nome Completo\tAção do Utilizador\tCarimbo de data/hora",
        "Naran (Naran Orijinal),Email,Oras tama,Oras sai,Durasaun (minutu),Konvidadu",
        "Nama (Nama Asli),Email Pengguna,Waktu Bergabung,Waktu Keluar,Durasi (Menit),Tamu",
        "Nama Lengkap\tTindakan Pengguna\tStempel waktu",
    ],
)
def test_the_names_of_meetings_at_a_distance_in_four_languages(state: MemoryState, heads: str) -> None:
    """UTF-16 as Teams writes it; a telephone is nobody, and a body one only if it is known."""
    state.add(Meeting, Meeting.date(TODAY))
    renamed = ("iPhone (Rui Belo)", "Eva (Eva Sá)") if "(" in heads[:7] else ("Rui Belo", "Eva (IOM)")
    said = ("Ana Costa (Guest)", "MoJ - Leo Reis", "Maria_MoJ", "Redmi 8", "Zé (MoJ) (Host/me)", *renamed)
    sign = "\t" if "\t" in heads else ","
    lines = ("1. Summary", f"Topic{sign}1 April 2010", heads, *(f"{one}{sign}x" for one in said))
    found = read_as(ListFile(lookup(state), "\n".join(lines).encode("utf-16"), "zoom.csv"))
    state.apply(found.changes)
    home = state.all(Organization)[0].id
    assert {(one.name, one.organization) for one in state.all(Attendance)} == {
        ("Ana Costa", None), ("Rui Belo", None), ("Leo Reis", home), ("Maria", home), ("Eva", None), ("Zé", home),
    }  # fmt: skip
    assert [row.what for row in found.rows if row.state is RowState.DOUBTFUL] == ["Redmi 8"]
    asked = {doubt.kind for row in found.rows for doubt in row.doubts}
    further = {DoubtKind.UNKNOWN_ORGANIZATION} if "Eva (IOM)" in said else set()
    assert asked == {DoubtKind.BELONGS_TO, DoubtKind.NOT_READ} | further
    assert not state.all(Person)


def test_totals_and_headings_again_are_no_records(state: MemoryState) -> None:
    heads = "No;Activity;Timeline;;Budget"
    rows = ("1;Talk;2010;2011;20", heads, "2;Total participation;;;30", ";Total;;;50", "Subtotal 1;;;;1 050,5")
    text = "\n".join(("Plan 2010", heads, ";;From;Until;", *rows))
    state.apply(import_records(ListFile(lookup(state), text.encode(), "p.csv"), Activity, state.all(Plan)[0]).changes)
    assert {one.title: (one.starts_on, one.ends_on) for one in state.all(Activity)} == {
        "Talk": (date(2010, 1, 1), date(2011, 12, 31)),
        "Total participation": (None, None),
    }
