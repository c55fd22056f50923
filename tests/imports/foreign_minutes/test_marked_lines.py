"""What marks a line in papers of offices: labels with a number or a unit, motions, and where an action ends."""

from __future__ import annotations

from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.reader import read_minutes

HEAD = {
    "en": "Minutes of the Group\nDate: 5 March 2026\nPresent: Ana Belo (MoJ), Rui Sa (IOM)\n\n1. Budget\n",
    "pt": "Ata n.º 3\nData: 5 de março de 2026\nPresentes: Ana Belo (MJ), Rui Sá (OIM)\n\n1. Orçamento\n",
    "id": "Notulen Rapat\nTanggal: 5 Maret 2026\nHadir: Ana Belo (MoJ), Rui Sa (IOM)\n\n1. Anggaran\n",
    "tet": "Minuta Enkontru\nData: 5 Marsu 2026\nPrezente: Ana Belo (MJ), Rui Sá (OIM)\n\n1. Orsamentu\n",
}
NOTE, DECISION, ACTION = EntryType.NOTE, EntryType.DECISION, EntryType.ACTION

PAPERS: dict[tuple[str, str], tuple[tuple[EntryType, str], ...]] = {
    ("en", "Decision SC/2025/04: The budget is approved."): ((DECISION, "The budget is approved."),),
    ("pt", "Deliberação n.º 12/CISR/2025: Criar a unidade."): ((DECISION, "Criar a unidade."),),
    ("id", "Keputusan Nomor 7/2025: Anggaran disetujui."): ((DECISION, "Anggaran disetujui."),),
    ("tet", "Desizaun 3/GT/2026: Aprova orsamentu."): ((DECISION, "Aprova orsamentu."),),
    ("en", "Action SC/2025/A09 (Project Unit, UNDP): Submit the plan."): ((ACTION, "Submit the plan."),),
    ("en", "Action plan for 2026: it is being written."): ((NOTE, "Action plan for 2026: it is being written."),),
    ("en", "Res. 12  MOVED Cr Belo, SECONDED Cr Sa, that two cars be bought. CARRIED"): (
        (DECISION, "that two cars be bought. CARRIED"),
    ),
    ("en", "MOVED Cr Belo, SECONDED Cr Sa, that two cars be bought.\n\nThe motion was put and CARRIED 5/1."): (
        (DECISION, "that two cars be bought. The motion was put and CARRIED 5/1."),
    ),
    ("en", "MOVED Cr Belo, SECONDED Cr Sa, that fees be waived. The amendment was put and LOST 2/4."): (
        (NOTE, "MOVED Cr Belo, SECONDED Cr Sa, that fees be waived. The amendment was put and LOST 2/4."),
    ),
    ("en", "Moved Cr Belo, seconded Cr Sa: That the matter lie on the table. CARRIED"): (
        (NOTE, "Moved Cr Belo, seconded Cr Sa: That the matter lie on the table. CARRIED"),
    ),
    ("en", "Action: MoJ to repair the siren by 20 March 2026.\nSchools\nNothing new."): (
        (ACTION, "MoJ to repair the siren by 20 March 2026."),
        (NOTE, "Schools\nNothing new."),
    ),
    ("id", "Tindak lanjut: MoJ menyiapkan rancangan sebelum 20 Maret 2026.\nLain-lain dibahas."): (
        (ACTION, "MoJ menyiapkan rancangan sebelum 20 Maret 2026."),
        (NOTE, "Lain-lain dibahas."),
    ),
    ("en", "Rui Sa offered to second one officer; the offer is being looked at."): (
        (NOTE, "Rui Sa offered to second one officer; the offer is being looked at."),
    ),
}


def test_every_line_is_what_it_says() -> None:
    for (lang, text), wanted in PAPERS.items():
        (meeting,) = read_minutes(f"{HEAD[lang]}{text}\n", "minutes.txt").meetings
        read = tuple((one.type, one.text) for one in meeting.items[-1].entries)
        assert read == wanted, text


def table(*rows: str) -> str:
    """Each row as `a | b`, the first above the line."""
    head, *others = (f"| {row} |" for row in rows)
    return "\n".join((head, "|" + "---|" * head.count(" | ") + "---|", *others))


TABLES: dict[str, tuple[tuple[EntryType, str, tuple[str, ...]], ...]] = {
    table("Action | By | Due", "Send the list | MoJ | 30 May 2026"): ((ACTION, "Send the list", ("MoJ",)),),
    table("No. | Uraian | PIC | Target waktu | Ket.", "1 | Kirim data | IOM | 30 Mei 2026 | –"): (
        (ACTION, "Kirim data", ("IOM",)),
    ),
    table("Ponto | Decisão | Ação / Responsável | Prazo", "Água | O plano é aprovado | MoJ: enviar a lista | –"): (
        (DECISION, "O plano é aprovado", ()),
        (ACTION, "enviar a lista", ("MoJ",)),
    ),
    table("Agreed | The pilot goes on. | ", "Who | What | When", "MoJ | Buy a counter | 30 May 2026"): (
        (DECISION, "The pilot goes on.", ()),
        (ACTION, "Buy a counter", ("MoJ",)),
    ),
}


def test_columns_say_who_does_what_in_the_words_of_offices() -> None:
    for text, wanted in TABLES.items():
        (meeting,) = read_minutes(f"{HEAD['en']}\n{text}\n", "minutes.md").meetings
        read = [one for item in meeting.items for one in item.entries if one.type is not NOTE]
        assert tuple((one.type, one.text, one.owners) for one in read) == wanted, text


def actions_read(text: str, lang: str = "en") -> list[tuple[str, tuple[str, ...], str]]:
    (meeting,) = read_minutes(f"{HEAD[lang]}{text}\n", "minutes.txt").meetings
    read = [one for item in meeting.items for one in item.entries if one.type is ACTION and not one.repeats]
    return [(one.text, one.owners, str(one.due)) for one in read]


SUMMARIES = {
    "en": ("Action: IOM to circulate the guidance by 13 May 2026.", "Circulation of the guidance | IOM | 13 May 2026"),
    "pt": (
        "Ação: OIM enviar as orientações até 13 de maio de 2026.",
        "Envio das orientações | OIM | 13 de maio de 2026",
    ),
    "id": (
        "Tindak lanjut: IOM mengirimkan pedoman baru sebelum 13 Mei 2026.",
        "Pengiriman pedoman baru | IOM | 13 Mei 2026",
    ),
    "tet": ("Asaun: OIM haruka lista atualizada to'o 13 Maiu 2026.", "Haruka lista atualizada | OIM | 13 Maiu 2026"),
}


def test_a_closing_summary_doubles_no_action() -> None:
    for lang, (said, row) in SUMMARIES.items():
        others = "Repair the siren of Dili | MoJ | 20 May 2026", "Repair the siren of Baucau | MoJ | 20 May 2026"
        text = f"{said}\n\n{table('Action | Responsible | Deadline', row, *others)}"
        read = actions_read(text, lang)
        assert len(read) == 1 + len(others), (lang, read)
        assert read[0][2] == "2026-05-13", (lang, read)


def test_a_proposal_that_was_carried_is_a_decision() -> None:
    for lang, said, vote, lost in (
        (
            "en",
            "Proposal: the fee is raised.",
            "For 6, Against 1, Abstain 2. Carried.",
            "For 3. Not carried.",
        ),
        ("pt", "Proposta: a quota sobe.", "A favor 6, contra 1, abstenções 2. Aprovada.", "A favor 3. Rejeitada."),
        ("id", "Usul: iuran dinaikkan.", "Setuju 6, menolak 1, abstain 2. Disetujui.", "Setuju 3, menolak 5. Ditolak."),
        ("tet", "Proposta: kuota sa'e.", "Afavor 6, kontra 1. Aprova ona.", "Afavor 3, kontra 5. La aprova."),
    ):
        for between in ("\n\n", "\n"):
            for outcome, wanted in ((vote, 1), (lost, 0)):
                (meeting,) = read_minutes(f"{HEAD[lang]}{said}{between}{outcome}\n", "minutes.txt").meetings
                read = [one.text for one in meeting.items[-1].entries if one.type is DECISION]
                assert len(read) == wanted, (said, between, outcome, read)


def test_a_bold_task_with_who_and_when_in_a_bracket_is_an_action() -> None:
    for lang, task, bracket in (
        ("en", "Replace the two generators", "(IOM with MoJ, by 15 July)"),
        ("pt", "Substituir os dois geradores", "(OIM com MJ, até 15 de julho)"),
        ("id", "Ganti dua generator", "(IOM dengan MoJ, sebelum 15 Juli)"),
        ("tet", "Troka jerador rua", "(OIM ho MJ, to'o 15 Jullu)"),
    ):
        for text, wanted in ((f"**{task} {bracket}.**", 1), (f"{task} {bracket}.", 0), (f"**{task} (IOM).**", 0)):
            (meeting,) = read_minutes(f"{HEAD[lang]}It ran on one. {text}\n", "minutes.md").meetings
            read = [one for item in meeting.items for one in item.entries if one.type is ACTION]
            assert len(read) == wanted, (text, read, meeting.doubts)
            assert wanted or meeting.doubts, text
            for one in read:
                assert len(one.owners) == len(("IOM", "MoJ"))
                assert str(one.due) == "2026-07-15"
                assert "*" not in one.text


def test_what_became_of_an_earlier_action_is_its_status() -> None:
    text = (
        "- Send the code (Ana Belo) – done\n- Ask the bank (IOM) – in progress, it wants a form\n"
        "- Draft it (MoJ) – completed 20 January\n- Costs (USD) – high"
    )
    (meeting,) = read_minutes(f"{HEAD['en']}{text}\n", "minutes.txt").meetings
    read = [(one.text, one.status) for item in meeting.items for one in item.entries if one.type is ACTION]
    assert read == [("Send the code", "done"), ("Ask the bank", "in_progress"), ("Draft it", "done")]
