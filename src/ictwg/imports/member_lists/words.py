"""Headings and values of member lists, in English, Portuguese, Tetum and Indonesian."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from ictwg.domain.fields import choice_area
from ictwg.domain.records import Action, Membership, Organization, Person, Role
from ictwg.domain.text import fold
from ictwg.domain.values import Channel, Function, MembershipStatus, OrganizationType, Sex
from ictwg.imports.dates import find_date
from ictwg.locales import LANGUAGES, t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictwg.domain.schema import Field


class Heading(StrEnum):
    """What a column holds; the first five name the row's organization and people."""

    ORGANIZATION = "organization"
    ACRONYM = "acronym"
    NAME = "name"
    FOCAL_POINT = "focal_point"
    ALTERNATE = "alternate"
    ID = "id"
    ALIASES = "aliases"
    TYPE = "type"
    PART_OF = "part_of"
    STATUS = "status"
    SINCE = "since"
    FORM_OF_ADDRESS = "form_of_address"
    POSITION = "position"
    FUNCTION = "function"
    CONTACT = "contact"
    PHONE = "phone"
    EMAIL = "email"
    SEX = "sex"
    CHANNEL = "channel"
    LANGUAGE = "language"
    NOTES = "notes"
    SEAT = "seat"
    EXEMPT = "exempt_from_quorum"
    LISTED_AS = "listed_as"
    ASK_THROUGH = "ask_through"
    ASK_THROUGH_PHONE = "ask_through_phone"
    LISTS = "lists"
    LISTING = "listing"
    FUNCTIONS_SINCE = "functions_since"
    SOURCE = "source"
    HANDLE = "handle"


_HEADINGS: dict[Heading, str] = {
    Heading.ORGANIZATION: """organization|organisation|organizations|organization name|name of organization|institution|
        institution name|agency|ministry|entity|member organization|member|company|affiliation|employer|account name|
        account name account name|organization/institution|represents|representing|
        organizacao|instituicao|nome da instituicao|nome da organizacao|entidade|ministerio|membro|organismo|
        organizasaun|instituisaun|naran instituisaun|naran organizasaun|membru|ministeriu|entidade membru|
        instansi|organisasi|lembaga|nama instansi|nama lembaga|nama organisasi|kementerian|anggota|asal instansi""",
    Heading.ACRONYM: "acronym|abbreviation|short name|abbr|sigla|acronimo|abreviatura|akronimu|singkatan|akronim",
    Heading.NAME: """name|full name|names|person|first and last name|name and surname|participant|representative|
        nome|nome completo|pessoa|representante|naran|naran kompletu|ema|reprezentante|nama|nama lengkap|perwakilan""",
    Heading.FOCAL_POINT: """focal point|focal point name|contact person|main contact|primary contact|ponto focal|
        nome do ponto focal|pessoa de contacto|pessoa de contato|nome do contacto|pontu fokal|naran pontu fokal|
        ema kontaktu|pesoal kontaktu|naran kontaktu|narahubung|nama narahubung|kontak person|nama kontak|
        contact name|name of contact|name of contact person|name of focal point|focal person|contacts name""",
    Heading.ALTERNATE: """alternate|alternate focal point|deputy|substitute|backup|alternate name|suplente|
        nome do suplente|naran suplente|pengganti|nama pengganti""",
    Heading.ID: "id|no|nr|#|number|n|numero|nu|nomor|s/n",
    Heading.ALIASES: "aliases|alias|also known as|other names|former names|outros nomes|naran seluk|nama lain",
    Heading.TYPE: """type|kind|category|sector|organization type|type of organization|tipo|categoria|setor|
        tipo de organizacao|tipu|kategoria|jenis|kategori|jenis organisasi|tipe""",
    Heading.PART_OF: "part of|parent|parent organization|parte de|tutela|parte husi|bagian dari|induk",
    Heading.STATUS: """status|membership|membership status|voting status|estado|estatuto|estadu|estatutu|
        status keanggotaan|keanggotaan""",
    Heading.SINCE: """since|member since|joined|date joined|from|membro desde|desde|data de adesao|membru husi|
        hori bainhira|sejak|anggota sejak|tanggal bergabung""",
    Heading.FORM_OF_ADDRESS: """form of address|salutation|title mr/ms|honorific|prefix|tratamento|forma de tratamento|
        tratamentu|sapaan|gelar""",
    Heading.POSITION: """position|job title|title|post|designation|cargo|funcao profissional|pozisaun|kargu|jabatan|
        posisi""",
    Heading.FUNCTION: """function|role|function at the group|role in the group|functions|special role|funcao|papel|
        funcao no grupo|funsaun|funsaun iha grupu|fungsi|peran|fungsi dalam kelompok""",
    Heading.CONTACT: "contact|contacts|contact details|contacto|contactos|contato|contatos|kontaktu|kontak",
    Heading.PHONE: """phone|phones|telephone|telephones|tel|tel no|tel number|telephone no|phone no|phone number|
        phone numbers|telephone number|mobile|mobile no|mobile number|mobile phone|cell|cell phone|cell number|
        cellphone|whatsapp|whatsapp number|contact number|contact no|contact phone|landline|
        telefone|telefones|telemovel|telemoveis|celular|numero de telefone|numero de telemovel|n de telefone|
        no de telefone|contacto telefonico|numero de contacto|
        telefoni|telefone movel|numeru telefone|numeru telemovel|numeru kontaktu|nu telefone|
        telepon|telp|tlp|no telepon|no telp|nomor telepon|nomor kontak|no kontak|hp|no hp|nomor hp|ponsel|
        nomor ponsel|telepon seluler|handphone|nomor handphone|no handphone|wa|no wa|nomor wa""",
    Heading.EMAIL: """email|e mail|e-mail|mail|email address|e mail address|electronic mail|correio eletronico|
        correio electronico|endereco de email|enderesu email|korreiu eletroniku|surel|alamat email|alamat surel""",
    Heading.SEX: "sex|gender|m/f|f/m|sexo|genero|seksu|jeneru|jenis kelamin|l/p|gender m/f",
    Heading.CHANNEL: "channel|preferred channel|canal|canal preferido|kanal|saluran",
    Heading.LANGUAGE: "language|preferred language|lingua|idioma|lian|bahasa",
    Heading.NOTES: "notes|note|remarks|comments|observacoes|notas|observasaun|nota|catatan|keterangan",
    Heading.FUNCTIONS_SINCE: "functions since|function since",
}


OURS: dict[Heading, tuple[Field[Any], ...]] = {
    column: tuple(field for kind in (Organization, Membership, Person) if (field := kind.field(column)))
    for column in Heading
}
"""What stands in the lists that we write: keys in those for programs, else the labels of the group's language."""


_OUR_MESSAGES = {
    Heading.SINCE: "records.organization.member_since",
    Heading.FUNCTION: "records.person.functions",
    Heading.FUNCTIONS_SINCE: "records.person.functions_since",
}


_TYPES: dict[OrganizationType, str] = {
    OrganizationType.GOVERNMENT: """government|ministry|government ministry|government agency|state|public|governmental|
        local government|municipality|public institution|line ministry|
        governo|governamental|ministerio|publico|publica|estatal|governo local|municipio|instituicao publica|
        instituicao do estado|orgao do estado|
        governu|ministeriu|estadu|publiku|governu lokal|munisipiu|instituisaun publika|instituisaun estadu|
        pemerintah|kementerian|instansi pemerintah|lembaga pemerintah|pemerintah daerah|negara|dinas|badan negara""",
    OrganizationType.SECURITY: """security|security force|security forces|security sector|police|military|defence|
        defense|armed forces|law enforcement|border police|
        seguranca|forca de seguranca|forcas de seguranca|setor de seguranca|policia|militar|militares|defesa|
        forcas armadas|seguranca publica|
        seguransa|forsa seguransa|forsa seguransa sira|polisia|defeza|seguransa publika|
        keamanan|kepolisian|polisi|pasukan keamanan|aparat keamanan|militer|pertahanan|tni|penegak hukum""",
    OrganizationType.JUDICIARY: """judiciary|judicial|court|courts|prosecution|prosecutor|justice|public prosecution|
        tribunal|tribunais|justica|judiciario|judiciaria|poder judicial|ministerio publico|procuradoria|
        judisiariu|judisiaria|justisa|ministeriu publiku|prokuradoria|
        pengadilan|kejaksaan|peradilan|yudikatif|lembaga peradilan|kehakiman|mahkamah""",
    OrganizationType.INTERNATIONAL: """international|international organization|international organisation|un|
        un agency|un agencies|united nations|igo|intergovernmental|intergovernmental organization|international agency|
        internacional|organizacao internacional|agencia internacional|organismo internacional|onu|agencia da onu|
        agencia das nacoes unidas|nacoes unidas|intergovernamental|
        internasional|organizasaun internasional|ajensia internasional|ajensia onu|nasoens unidas|
        organisasi internasional|lembaga internasional|badan internasional|badan pbb|pbb|antarpemerintah""",
    OrganizationType.NGO: """ngo|ngos|civil society|ngo/civil society|cso|civil society organization|ingo|
        non governmental|non governmental organization|national ngo|international ngo|local ngo|church|faith based|
        association|foundation|women's organization|
        ong|ongs|sociedade civil|ong/sociedade civil|osc|organizacao da sociedade civil|ong nacional|
        ong internacional|nao governamental|organizacao nao governamental|igreja|associacao|fundacao|
        sosiedade sivil|organizasaun sosiedade sivil|organizasaun naun governamental|igreja katolika|asosiasaun|
        fundasaun|ong lokal|
        lsm|masyarakat sipil|organisasi masyarakat sipil|ornop|organisasi non pemerintah|yayasan|gereja|perkumpulan|
        asosiasi""",
    OrganizationType.DONOR: """donor|donors|donor/embassy|embassy|embassies|development partner|development partners|
        bilateral|funder|cooperation agency|
        doador|doadora|doadores|embaixada|embaixadas|doador/embaixada|embaixada/doador|parceiro de desenvolvimento|
        parceiros de desenvolvimento|agencia de cooperacao|financiador|
        doador sira|embaixada sira|parseiru dezenvolvimentu|
        donatur|kedutaan|kedutaan besar|mitra pembangunan|lembaga donor""",
    OrganizationType.OTHER: """other|others|private sector|private|academia|academic|university|media|press|
        outro|outra|outros|setor privado|privado|academia|universidade|comunicacao social|imprensa|
        seluk|sektor privadu|privadu|universidade|imprensa|media|
        lainnya|lain lain|swasta|sektor swasta|akademisi|universitas|perguruan tinggi|pers""",
}


_FUNCTIONS: dict[Function, str] = {
    Function.CO_CHAIR: (
        "co chair|cochair|vice chair|co presidente|vice presidente|vise prezidente|wakil ketua|deputy chair"
    ),
    Function.CHAIR: "chair|chairperson|chairman|chairwoman|president|presidente|prezidente|ketua",
    Function.SECRETARIAT: (
        "secretariat|secretary|secretariado|secretario|secretaria|sekretariadu|sekretariat|sekretaris"
    ),
    Function.MINUTE_TAKER: "minute taker|minutes|note taker|rapporteur|redator|notulis",
    Function.FOCAL_POINT: (
        "focal point|contact person|member|ponto focal|pontu fokal|narahubung|voting rep|representative"
    ),
    Function.ALTERNATE: "alternate|deputy|substitute|suplente|pengganti|alternate focal point",
    Function.GUEST: "guest|convidado|convidada|bainaka|tamu",
}


_STATUSES: dict[MembershipStatus, str] = {
    MembershipStatus.MEMBER: "member|active|full member|voting|voting rep|membro|ativo|membru|anggota|aktif",
    MembershipStatus.OBSERVER: "observer|non voting|observador|observadora|observador|peninjau|pengamat",
    MembershipStatus.INVITED: "invited|convidado|convidada|konvidadu|diundang",
    MembershipStatus.SUSPENDED: "suspended|suspenso|suspensa|suspendidu|ditangguhkan",
    MembershipStatus.WITHDRAWN: "withdrawn|former|inactive|left|retirado|saiu|inativo|sai ona|mengundurkan diri|keluar",
}


_SEXES: dict[Sex, str] = {
    Sex.FEMALE: "f|female|woman|w|feminino|mulher|feto|p|perempuan|wanita|fem",
    Sex.MALE: "m|male|man|masculino|homem|mane|l|laki laki|lelaki|pria|masc",
}


_CHANNELS: dict[Channel, str] = {
    Channel.LETTER: "letter|official letter|post|mail|carta|oficio|karta|surat|surat resmi|pos",
    Channel.EMAIL: "e mail|email|correio eletronico|correio electronico|imeil|surel|mel",
    Channel.PHONE: "phone|telephone|call|mobile|telefone|telemovel|chamada|telefoni|telemovel|telepon|telpon|hp|ponsel",
    Channel.MESSAGING: """whatsapp/sms|whatsapp|sms|whatsapp or sms|messaging|message|text message|wa|signal|telegram|
        mensagem|mensagens|mensajen|pesan|pesan singkat""",
    Channel.VISIT: "visit|in person|personal visit|visita|pessoalmente|vizita|kunjungan|tatap muka",
    Channel.AT_MEETING: "at meeting|at a meeting|at the meeting|meeting|na reuniao|reuniao|iha enkontru|enkontru|rapat",
}


_Kind = TypeVar("_Kind", bound=StrEnum)


_PUNCTUATION = re.compile(r"[\s:.()_*\-–—]+")


def plain_key(text: str) -> str:
    """What headings and values are compared by: folded, punctuation as single blanks."""
    return _PUNCTUATION.sub(" ", fold(text)).strip()


def _inverted(table: Mapping[_Kind, str]) -> dict[str, _Kind]:
    found: dict[str, _Kind] = {}
    for kind, words in table.items():
        for word in words.split("|"):
            found.setdefault(plain_key(word), kind)
    return found


def _chosen(field: Field[Any], table: Mapping[_Kind, str]) -> dict[str, _Kind]:
    """The choices of a field by the words of lists, and by those in which we write them."""
    kinds: tuple[_Kind, ...] = tuple(field.choices)  # type: ignore[attr-defined]  # fields of choices have them
    ours = {plain_key(word): kind for kind in kinds for word in (str(kind), *labels(field, kind))}
    return _inverted(table) | ours


def labels(field: Field[Any], choice: str) -> tuple[str, ...]:
    """The words for a choice in every language."""
    area = choice_area(field.choices)  # type: ignore[attr-defined]  # likewise
    return tuple(t(f"choices.{area}.{choice}", lang=lang) for lang in LANGUAGES)


@cache
def _columns() -> dict[str, Heading]:
    found = _inverted(_HEADINGS)
    for column, fields in OURS.items():
        for field in fields:
            for heading in (field.name, *(t(field.label_id, lang=lang) for lang in LANGUAGES)):
                found.setdefault(plain_key(heading), column)
    for column, message in _OUR_MESSAGES.items():
        for lang in LANGUAGES:
            found.setdefault(plain_key(t(message, lang=lang)), column)
    return found


@cache
def _words(field: Field[Any]) -> dict[str, Any]:
    return _chosen(field, _TABLES[field])


_TABLES: dict[Field[Any], Mapping[Any, str]] = {
    Organization.type: _TYPES,
    Role.function: _FUNCTIONS,
    Membership.status: _STATUSES,
    Person.sex: _SEXES,
    Person.channel: _CHANNELS,
    Person.listing: {},
}


def column_of(heading: str) -> Heading | None:
    """The column that a heading names; what stands in brackets or after a slash may be left out."""
    whole = plain_key(heading)
    outside = plain_key(re.sub(r"\([^()]*\)", " ", heading))
    first = plain_key(heading.partition("/")[0])
    columns = _columns()
    return columns.get(whole) or columns.get(outside) or columns.get(first)


def is_other_list(headings: Iterable[str]) -> bool:
    """Whether a list of ours has these headings that is of something else: of what carries references."""
    named = set(map(plain_key, headings))
    references = {plain_key(t(Action.reference.label_id, lang=lang)) for lang in LANGUAGES} | {Action.reference.name}
    return "id" in named and bool(references & named)


_AND = re.compile(r"\s*[/,;&+]\s*|\s+(?:and|e|ho|no|dan)\s+", re.IGNORECASE)


def function_of(text: str) -> Function | None:
    return _words(Role.function).get(plain_key(text))


def value_of(column: Heading, text: str) -> Any:
    """What a cell of the column says: a choice, a day, yes or no, several words; None where it says nothing of these.

    Of several choices the first counts ("Polícia e Forças Armadas", "WhatsApp, e-mail").
    """
    if column in _CHOICES:
        words = _words(_CHOICES[column])
        parts = (text, *_AND.split(text)) if column in _FIRST_OF_SEVERAL else (text,)
        return next(filter(None, (words.get(plain_key(part)) for part in parts)), None)
    if column is Heading.EXEMPT:
        return _yes_in(text)
    if column is Heading.SINCE:
        found = find_date(text)
        return found.date if found else None
    return several(text) if column in {Heading.ALIASES, Heading.LISTS} else text or None


_CHOICES: dict[Heading, Field[Any]] = {
    Heading.TYPE: Organization.type,
    Heading.STATUS: Membership.status,
    Heading.SEX: Person.sex,
    Heading.CHANNEL: Person.channel,
    Heading.LISTING: Person.listing,
}


_FIRST_OF_SEVERAL = frozenset({Heading.TYPE, Heading.CHANNEL})


def several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, cell.split(";"))))


def _yes_in(text: str) -> bool | None:
    """Yes or no in any of the languages."""
    said = plain_key(text)
    for answer, word in ((True, "yes"), (False, "no")):
        if said in {word, *(plain_key(t(f"choices.flag.{word}", lang=lang)) for lang in LANGUAGES)}:
            return answer
    return None
