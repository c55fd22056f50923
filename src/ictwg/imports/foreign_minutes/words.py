"""The words by which minutes name their own parts, in English, Portuguese, Tetum and Indonesian.

A heading is reduced to its core: folded, without numbers, punctuation and words that carry no meaning of their
own. "2. Voting member attendance:" and "Lista de presenças" become "attendance" and "presencas".
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from ictwg.domain.text import fold


class Sense(StrEnum):
    # Parts of a meeting.
    PRESENT = "present"
    ABSENT = "absent"
    APOLOGIES = "apologies"
    INVITED = "invited"
    AGENDA = "agenda"
    NOTES = "notes"
    ACTIONS = "actions"
    DECISIONS = "decisions"
    OUTCOMES = "outcomes"
    """Decisions and actions under one heading."""
    NEXT = "next"
    # Facts about it.
    DATE = "date"
    TIME = "time"
    START = "start"
    END = "end"
    PLACE = "place"
    CHAIR = "chair"
    SCRIBE = "scribe"
    # Fields of an action or decision.
    ACTION = "action"
    DECISION = "decision"
    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    TYPE = "type"
    RATIONALE = "rationale"
    EFFECT = "effect"
    OPPOSING = "opposing"
    # Columns.
    NAME = "name"
    ORGANIZATION = "organization"
    POSITION = "position"
    CONTACT = "contact"
    PRESENCE = "presence"
    HANDLE = "handle"
    NUMBER = "number"
    TOPIC = "topic"
    DISCUSSION = "discussion"


ROLL = frozenset({Sense.PRESENT, Sense.ABSENT, Sense.APOLOGIES, Sense.INVITED})


FACTS = frozenset({Sense.DATE, Sense.TIME, Sense.START, Sense.END, Sense.PLACE, Sense.CHAIR, Sense.SCRIBE, Sense.NEXT})


def spelled(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


_EMPTY_WORDS = spelled(
    """the of and a an to in this we i for on as result items item points point ais ai list lista daftar member
    members voting non nonvoting meeting meetings other others us our who s was were is are com with sem without
    taken made new main key table tabela quadro matrix matriz tabel matriks utama principais
    summary ponto pontu topic assunto minute
    de da do das dos e o os as na no em da reuniao ata enkontru husi iha no ba rapat dan yang di dari
    representative representatives delegate delegates minutes committee wg call agreed-upon todays today keep 's
    anggota conselheiros conselheiro membros membro senhores anexo annex sira neebe"""
)


_PARTS: dict[Sense, str] = {
    Sense.PRESENT: """delegations|delegation|delegacoes|delegasi|
        attendees|attendee|participants|participant|participation|participating|roll call|rollcall|
        roll|sign in|attendance apologies|attendance record|attendance sheet|present remotely|present online|
        present person|remote|guests|guest|observers|observer|observing|visitors|joined|in person|person|room|line|
        online|virtual|virtually|remotely|by phone|via zoom|by video|there|here|came|signed in|in presence|
        also present|others present|guests observers|organizations represented|quorum present|
        presencas|presenca|participantes|convidados|participacao|
        prezensa|prezente|prezentes|partisipante|partisipantes|bainaka|
        kehadiran|peserta|tamu|absensi|dihadiri oleh""",
    Sense.ABSENT: """unable|did not come|not there|did not participate|not participating|no representation|
        organizations not represented|absent without notice|nao representados|tanpa kabar|
        tidak ada keterangan|la marka prezensa|la mai""",
    Sense.APOLOGIES: """sent apologies|could not attend|cannot attend|could not come|not able attend|
        dengan pemberitahuan|berhalangan hadir dengan pemberitahuan|berhalangan|berhalangan hadir""",
    Sense.INVITED: """invited|invitees|expected|distribution|undangan|convocados|konvidadu|last attendees|
        previous attendees|last attendance|previous attendance|attendees last time|past attendees|usual attendees|
        last participants|previous participants|mailing list|on leave""",
    Sense.AGENDA: """agenda|proposed agenda|agenda topics|topics|order business|ordem trabalhos|ordem dia|pauta|
        ajenda|acara|susunan acara|agenda acara|meeting agenda""",
    Sense.NOTES: """notes|meeting minutes|minutes|minutes of the meeting|meeting notes|discussion|discussions|
        discussed|proceedings|deliberations|notas|discussao|discussoes|
        discussion notes|diskusaun|pembahasan|diskusi|catatan|notulen|jalannya""",
    Sense.ACTIONS: """action|actions|next steps|follow up|followup|follow ups|todo|todos|to do|tasks|task|
        action follow up|actions next steps|open action|open actions|actions agreed|agreed actions|
        actions follow up|does what|who does what|what next|whats next|way forward|action register|action log|
        assignments|action plan agreed|previous action|previous actions|action previous|actions previous|
        outstanding action|outstanding actions|old actions|action review|actions review|review action|review actions|
        review previous action|review previous actions|previous action status|status previous action|
        resulting action|action resulting|actions resulting|carried over actions|
        acoes|acao|accoes|accao|acoes acordadas|accoes acordadas|acoes reuniao|rencana aksi|tarefas|
        proximos passos|seguimento|encaminhamentos|deliberacoes seguimento|
        asaun|asaun sira|tarefa|tarefa sira|akompanamentu|pasu tuir mai|
        tindak lanjut|tugas|pembagian tugas|rencana tindak lanjut|langkah selanjutnya|langkah berikutnya""",
    Sense.DECISIONS: """decision|decisions|resolution|resolutions|agreements|resolved|decided|motions|
        key decisions|what decided|outcomes|conclusions|agreed|agreed points|points agreed|
        conclusion resolution|decisions agreements|decisions resolutions|conclusion|
        hasil kesepakatan|hasil keputusan|butir kesepakatan|pokok kesepakatan|
        conclusoes|conclusao|recomendacoes deliberacoes|kesimpulan|simpulan|
        decisao|decisoes|decisoes tomadas|deliberacoes|resolucoes|acordos|
        desizaun|desizaun sira|desizaun neebe foti|rezolusaun|keputusan|keputusan diambil|kesepakatan""",
    Sense.NEXT: """next|next time|date next|date time next|next date|next session|next gathering|proxima|
        data proxima|proximo encontro|tuir mai|data tuir mai|tuirmai|berikutnya|selanjutnya|mendatang""",
}


_LABELS: dict[Sense, str] = {
    Sense.DATE: "date|held on|when|day|data|loron|tanggal|hari tanggal|hari|date and time|date time|date & time",
    Sense.TIME: "time|hora|horas|oras|waktu|pukul|jam|time zone",
    Sense.START: "start|start time|started|opened|inicio|hora inicio|komesa|mulai|call to order|called to order",
    Sense.END: "end|end time|ended|closed|adjourned|adjournment|fim|hora fim|remata|selesai",
    Sense.PLACE: "place|venue|location|where|local|lugar|fatin|tempat|lokasi",
    Sense.CHAIR: """chair|chairs|chair person|presided by|presided over by|moderador|moderadora|mediador|presidencia|
        coordenacao|dipimpin oleh|pemimpin|pimpinan|pimpinan sidang|
        chaired by|chairperson|chairman|chairwoman|co-chairs|presiding|facilitator|
        facilitated by|host|moderator|presidente|presidida por|prezidente|ketua|pimpinan rapat|pemimpin rapat|led by|
        moderated by|facilitators""",
    Sense.SCRIBE: """relator|relatora|secretariado|ata lavrada por|lavrada por|compiled by|minutes prepared by|
        scribe|scribes|scribe s|scribe(s)|minutes by|minutes taken by|minute taker|minutetaker|
        note taker|notetaker|notes by|
        notes taken by|minute-taker|note-taker|recorder|sekretaris|secretaria|secretariou|secretariado por|sekretariu|
        recorded by|secretary|documenter|minuted by|rapporteur|
        minutes|elaborada por|elaborado por|redigido por|redigida por|relatoria|
        redator|secretario|pencatat|pencatat notulen|notulen oleh|
        prepara husi|notulis|disusun oleh|taken by|prepared by""",
    Sense.ACTION: """accao|accoes|accao a realizar|actividade|atividade|medida|encaminhamento|providencia|
        action|action item|action items|action point|action points|action required|actions|task|
        what|ai|follow up action|agreed action|
        to do|todo|activity|aksi|acao|acoes|acao a realizar|tarefa|o que|asaun|saida|tindak lanjut|tugas|kegiatan|
        action agreed|actions agreed|
        next step|follow-up action|decision/action""",
    Sense.DECISION: """decision|decisions|decisions taken|decision taken|decisoes tomadas|keputusan rapat|
        resolution|agreement|decisao|deliberacao|desizaun|keputusan|resolved|
        resolucao|decided|agreed|outcome|rezolusaun|acordo|conclusion""",
    Sense.OWNER: """owner|owners|responsible|responsible party|responsible person|person responsible|assignee|
        assignees|assigned to|assigned|who|lead|by whom|responsible organization|responsible agency|action by|
        responsibility|actor|focal point|in charge|
        responsavel|responsaveis|quem|encarregado|responsavel sira|se|penanggung jawab|pic|pelaksana|siapa""",
    Sense.DUE: """due|due date|deadline|by when|by|until|before|by date|expected date|eta|due on|timeline|
        target date|timeframe|time frame|due by|
        completion date|dt. prevista|data prevista|dt prevista|previsao|quando|date due|by when?|
        waktu|waktu pelaksanaan|waktu penyelesaian|selesai tanggal|target penyelesaian|
        target|prazo|ate quando|data limite|prazu|loron limite|batas waktu|
        tenggat|tenggat waktu|target waktu|jatuh tempo""",
    Sense.TYPE: "type|kind|tipo|jenis|tipu",
    Sense.STATUS: "done|completed|status|state|progress|estado|situacao|estadu|estatutu|update status",
    Sense.RATIONALE: "rationale|reason|because|justificacao|fundamentacao|razaun|alasan",
    Sense.EFFECT: "effect|impact|efeito|efeitu|dampak",
    Sense.OPPOSING: "opposing|opposed|against|objections|objection|contra|kontra|keberatan",
    Sense.NAME: """name|names|full name|participant|convocados|peserta|attendee|nome|nome completo|naran|nama|
        nama lengkap|person|nama peserta|representante|reprezentante|representative|
        participants|attendees|member name""",
    Sense.ORGANIZATION: """organization|organisation|organizations|organisations|institution|institutions|agency|
        company|affiliation|ministry|employer|member organization|representing|
        instituicao|organizacao|entidade|organismo|instituisaun|organizasaun|instansi|lembaga|organisasi|org|
        institution/organization|instituicoes|entidades|unit kerja|asal instansi|orgao|unidade|member state|
        agencia|department|office|organization represented|company/organization""",
    Sense.POSITION: """position|title|job title|role|function|designation|cargo|funcao|pozisaun|funsaun|jabatan|
        post""",
    Sense.CONTACT: """email|e-mail|mail|phone|telephone|tel|mobile|contact|contacts|contacto|telefone|telemovel|
        telefone/email|kontaktu|telefone|telepon|hp|no hp|kontak|e-mail address|email address|phone number""",
    Sense.PRESENCE: """present|attended|attendance|attending|presenca|presente|prezensa|prezente|hadir|kehadiran|
        in attendance|absent/present|present?|presence|frequencia|comparecimento|attendance status|p/a|prezensa""",
    Sense.HANDLE: """github|github id|github handle|github username|gitlab|handle|username|user name|nick|
        abbreviation""",
    Sense.NUMBER: "no|no.|nr|nr.|#|n|num|number|s/n|sn|id|ref|reference|numero|item no|ap|nu|item",
    Sense.TOPIC: """agenda item|agenda|topic|subject|agenda topic|issue|ponto|assunto|ponto da ordem de trabalhos|
        topiku|asuntu|topik|pokok bahasan|agenda items|agenda point""",
    Sense.DISCUSSION: """discussion|discussions|summary of discussion|notes|key points|key discussion points|
        discussion points|main points|minutes|summary|discussao|resumo|diskusaun|pembahasan|comments|remarks|
        points discussed|issues discussed|
        pontos discutidos|uraian|hasil pembahasan|
        update|updates|description|details|observacoes|keterangan""",
}


def _folded(table: dict[Sense, str]) -> dict[str, Sense]:
    """The first sense that claims a phrase keeps it."""
    phrases: dict[str, Sense] = {}
    for sense, line in table.items():
        for phrase in line.split("|"):
            phrases.setdefault(fold(" ".join(phrase.split())), sense)
    return phrases


_PART_OF = _folded(_PARTS)


_LABEL_OF = _folded(_LABELS)


_WORD = re.compile(r"[^\W\d_]+")


_EMOJI_CODE = re.compile(r":[a-z_]{2,30}:")


_ASIDE = re.compile(r"\([^()]*\)")


_EDGES = re.compile(r"^[\s\d.)(:#*_\-–—]+|[\s:.*_#\d?]+$")


@lru_cache(maxsize=2048)
def part_of(heading: str) -> Sense | None:
    """Which part of minutes a heading announces; None for a topic."""
    if len(heading) > 90:  # noqa: PLR2004 - headings that name a part are short
        return None
    words = _WORD.findall(_EMOJI_CODE.sub(" ", fold(_ROMAN.sub("", heading))))
    whole = " ".join(words)
    core = " ".join(word for word in words if word not in _EMPTY_WORDS)
    found = _PART_OF.get(core) or _PART_OF.get(whole) or _roll_noun(core) or _told_roll(words)
    found = found or _mixed(heading) or _first_part(heading)
    return found or (Sense.NEXT if _NEXT_DAY.search(whole) else None)


_ROMAN = re.compile(r"^[\s*_]*(?:[IVXL]{1,6}\s*[-–—]|(?:[IVXL]{1,6}|[A-Z])[.)])\s*(?=\S)")


_NEXT_DAY = re.compile(
    r"^(?:date|time|place|venue)\b.*\b(?:meeting|session)$|"
    r"^(?:date|time|place|venue|data|local|dia|loron|jadwal|tanggal|waktu)\b"
    r".*\b(?:next|proxima|tuir mai|berikutnya)\b|"
    r"^(?:next (?:\w+ ){0,3}(?:meeting|session)|proxima (?:\w+ ){0,3}(?:reuniao|sessao)|"
    r"(?:rapat|sidang|pertemuan) (?:\w+ ){0,2}(?:berikutnya|selanjutnya))$"
)


def _mixed(heading: str) -> Sense | None:
    """As in "Decisions and action points"."""
    first, *second = _JOINED.split(heading)
    if len(second) != 1:
        return None
    return Sense.OUTCOMES if {part_of(first), part_of(second[0])} == {Sense.DECISIONS, Sense.ACTIONS} else None


_JOINED = re.compile(r"\s*[/&,]\s*|\s+(?:and|e|dan|ho|no)\s+", re.IGNORECASE)


def _first_part(heading: str) -> Sense | None:
    """As in "Next steps / next meeting": two parts under one heading count as the first of them."""
    first, slash, second = heading.partition(" / ")
    return part_of(first) if slash and part_of(second) else None


_REVIEW = re.compile(
    r"\b(?:review|status of|evaluation|revisao|avaliacao|ponto de situacao|evaluasi|tinjauan|revizaun)\b"
)


def is_review(heading: str) -> bool:
    """Whether a heading of actions tells of those of earlier meetings."""
    return _REVIEW.search(fold(heading)) is not None


# Headings that say of people whether they were there, in any order: "Members absent with apologies".
_PEOPLE = spelled(
    """persons people those did do from se que peserta yang dari dengan undangan oleh por motivo received recorded
    recebidas notified"""
)


_EXCUSES = spelled(
    """apology apologies regrets regret excused excuse justificada justificadas justificado justificados justificacao
    justificaram justificou justificativa desculpa izin sakit pemberitahuan justifikasaun justifikada"""
)


_AWAY = spelled(
    """absent absence absences absentees ausente ausentes ausencia ausencias falta faltas faltaram auzente auzentes
    auzensia absen alpa keterangan compareceram berhalangan missing"""
)


_THERE = spelled("hadir dihadiri presentes presente present attend attended attending attendance represented tuir")


_NOT = spelled("not nao tidak belum did unable la without sem tanpa injustificada injustificadas injustificados")


_UNEXCUSED = spelled("without sem tanpa injustificada injustificadas injustificados")


def _told_roll(words: list[str]) -> Sense | None:
    said = set(words) - (_EMPTY_WORDS - _NOT)
    if not said <= _PEOPLE | _EXCUSES | _AWAY | _THERE | _NOT:
        return None
    if said & _EXCUSES:
        return Sense.ABSENT if said & _UNEXCUSED else Sense.APOLOGIES
    if said & _AWAY or (said & _THERE and said & _NOT):
        return Sense.ABSENT
    return Sense.PRESENT if said & _THERE else None


_ROLL_NOUNS = spelled(
    "attendance attendees participants apologies regrets absentees presencas presentes prezensa peserta"
)


_MOST_BEFORE = 3


def _roll_noun(core: str) -> Sense | None:
    """As in "Technical committee attendees": a heading that ends with the word."""
    *before, last = core.split() or [""]
    return _PART_OF.get(last) if last in _ROLL_NOUNS and len(before) <= _MOST_BEFORE else None


_OF_THE_MEETING = spelled("the of da do de meeting reuniao encontro sessao rapat sidang enkontru husi pelaksanaan")


@lru_cache(maxsize=2048)
def label_of(label: str) -> Sense | None:
    """Which field or fact a short label ("Responsible", "[due]", a column heading) names."""
    if len(label) > 60:  # noqa: PLR2004 - as above
        return None
    folded = fold(label).strip()
    bare = _EDGES.sub("", _ASIDE.sub("", folded)).removeprefix("meeting ")
    core = " ".join(word for word in bare.split() if word not in _OF_THE_MEETING)
    found = _LABEL_OF.get(folded) or _LABEL_OF.get(bare) or _LABEL_OF.get(core)
    return found or next(filter(None, map(_LABEL_OF.get, _SEVERAL.split(core)[:2])), None)


_SEVERAL = re.compile(r"\s*[/&,]\s*|\s+(?:and|e|dan|ho)\s+")


_CAPACITIES = (
    (re.compile(r"\bnon[- ]?voting\b"), "non-voting"),
    (re.compile(r"\bobserv|\bpeninjau"), "observer"),
    (re.compile(r"\bguests?\b|\bvisitors?\b|\bconvidad|\btamu\b|\bbainaka|\bother attendees"), "guest"),
    (re.compile(r"\bvoting\b"), "voting"),
)


def capacity_in(text: str) -> str:
    folded = fold(text)
    return next((name for pattern, name in _CAPACITIES if pattern.search(folded)), "")


_STATUSES: dict[str, str] = {
    "done": """done|completed|complete|closed|finished|resolved|achieved|delivered|implemented|concluido|concluida|
        feito|feita|realizado|fechado|remata ona|halo ona|kompletu|selesai|tuntas|yes|x""",
    "in_progress": """in progress|ongoing|on going|started|in process|underway|under way|partially done|wip|partial|
        em curso|em andamento|iniciado|parcial|lao hela|berlangsung|sedang berjalan|dalam proses|doing""",
    "open": """open|todo|to do|not started|pending|new|outstanding|not done|planned|aberto|aberta|pendente|
        por iniciar|por fazer|seidauk|seidauk komesa|belum mulai|belum|tertunda|no""",
    "cancelled": """cancelled|canceled|dropped|withdrawn|obsolete|rejected|wont do|no longer needed|cancelado|
        cancelada|anulado|kansela|kanseladu|dibatalkan|batal""",
}


_STATUS_OF = {fold(" ".join(word.split())): status for status, line in _STATUSES.items() for word in line.split("|")}


def status_of(text: str) -> str:
    """open, in_progress, done or cancelled; nothing for words that say none of these."""
    folded = fold(text).strip(" .!*_()[]✓✔✅")
    if not folded:
        return "done" if any(mark in text for mark in "✓✔✅") else ""
    return _STATUS_OF.get(folded) or _STATUS_OF.get(folded.replace("-", " ").replace("_", " "), "")


_YES = spelled(
    """yes y x v ✓ ✔ ✅ ☑ ☒ p pr present sim s presente sin hadir ya remote online 1 attended co prezente in-person
    virtual presente-remoto hadir-daring convidado representado tuir"""
)


_NO = spelled(
    """no n ✗ ✘ ❌ ☐ a au f absent nao ausente lae auzente tidak tidak-hadir 0 - alpa falta faltou absen n/a na
    not-present did-not-attend not-in-attendance not-attended tanpa-keterangan absent-without-apology unexcused
    nao-compareceu la-mai not-represented"""
)


_EXCUSED = spelled(
    """excused apologies apology regrets justificado justificada izin e aj fj ai sakit berhalangan absent-with-apology
    absent-with-apologies absent-excused excused-absence apologies-received with-apologies ausente-justificado
    ausencia-justificada ausente-com-justificacao falta-justificada tidak-hadir-izin leave on-leave cuti"""
)


def presence_of(text: str) -> Sense | None:
    """What a cell of a presence column says; what follows in a bracket is beside the point."""
    folded = "-".join(re.sub(r"[(\[,;/].*", "", fold(text)).strip(" .*").split()) or fold(text).strip(" .")
    folded = "n/a" if fold(text).strip(" .") == "n/a" else folded
    if folded in _EXCUSED:
        return Sense.APOLOGIES
    if folded in _YES:
        return Sense.PRESENT
    return Sense.ABSENT if folded in _NO else None


_NOBODY = """tbd|tba|tbc|none|n/a|na|nobody|no one|no-one|nil|all|everyone|everybody|others|other|various|
    name|nome|naran|nama|your name|first last|nada|ninguem|nenhum|nenhuma|la iha|tidak ada|nihil|-|--|.|...|…|
    none recorded|not recorded|as per list|see list|see below|see above|no apologies|no regrets|etc|and others|
    quorum|agenda|apologies|regrets|present|absent|attendees|participants|members|guests|observers"""


NOBODY = frozenset(fold(word.strip()) for word in _NOBODY.split("|"))


EVERYONE = spelled("all everyone everybody todos all-members all-participants hotu ema-hotu semua participants members")
