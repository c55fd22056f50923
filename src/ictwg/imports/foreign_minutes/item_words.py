"""What the standing items of an agenda are called, in English, Portuguese, Tetum and Indonesian."""

from __future__ import annotations

import re

from ictwg.domain.text import fold
from ictwg.domain.values import ItemKind

_TITLES: dict[ItemKind, str] = {
    ItemKind.OPENING: """opening|opening remarks|opening of meeting|opening session|welcome|welcome remarks|
        welcoming remarks|introductions|introduction of participants|call to order|
        abertura|abertura da reuniao|boas vindas|palavras de abertura|apresentacoes|
        loke enkontru|abertura enkontru|abertura|benvindu|bemvindu|apresentasaun|
        pembukaan|pembukaan rapat|sambutan|kata sambutan|perkenalan""",
    ItemKind.ADOPTION_OF_AGENDA: """adoption of agenda|approval of agenda|agenda approval|agenda adoption|
        agreement of agenda|confirmation of agenda|review of agenda|agenda review|
        aprovacao da ordem de trabalhos|aprovacao da agenda|adocao da agenda|aprovacao da ordem do dia|
        aprovasaun ajenda|aprova ajenda|adosaun ajenda|aprovasaun agenda|
        pengesahan agenda|persetujuan agenda|penetapan agenda""",
    ItemKind.PREVIOUS_MINUTES: """minutes of previous meeting|minutes of last meeting|previous minutes|
        approval of minutes|adoption of minutes|adoption of previous minutes|approval of previous minutes|
        adoption of minutes of previous meeting|approval of minutes of previous meeting|
        approval of minutes of last meeting|review of minutes|confirmation of minutes|
        aprovacao da ata|aprovacao da ata anterior|aprovacao da ata da reuniao anterior|ata anterior|
        ata da reuniao anterior|
        aprovasaun minuta|aprova minuta|minuta enkontru anterior|minuta enkontru liuba|aprovasaun ata|
        pengesahan notulen|pengesahan notulen rapat sebelumnya|notulen rapat sebelumnya""",
    ItemKind.MATTERS_ARISING: """matters arising|matters arising from minutes|matters arising from previous minutes|
        matters arising from previous meeting|matters arising from last meeting|business arising|
        follow up of previous meeting|follow up from previous meeting|follow up from last meeting|
        assuntos da ata anterior|assuntos pendentes|seguimento da reuniao anterior|
        seguimento da ata anterior|
        asuntu husi minuta|asuntu pendente|asuntu husi enkontru liuba|tuir fali enkontru liuba|
        tindak lanjut rapat sebelumnya|tindak lanjut notulen""",
    ItemKind.ANY_OTHER_BUSINESS: """aob|any other business|other business|any other matters|other matters|
        any other item|other|others|miscellaneous|a o b|
        diversos|outros assuntos|outros|varios|quaisquer outros assuntos|
        diversus|asuntu seluk|asuntu sira seluk|seluk|
        lain lain|hal lain|hal lain lain|lainnya""",
    ItemKind.NEXT_MEETING: """next meeting|date of next meeting|date and time of next meeting|next session|
        proxima reuniao|data da proxima reuniao|proximo encontro|
        enkontru tuir mai|data enkontru tuir mai|loron enkontru tuir mai|
        rapat berikutnya|rapat selanjutnya|jadwal rapat berikutnya|tanggal rapat berikutnya""",
    ItemKind.CLOSING: """closing|closure|closing remarks|closing of meeting|closure of meeting|adjournment|
        close of meeting|end of meeting|
        encerramento|encerramento da reuniao|palavras de encerramento|fecho|
        enserramentu|taka enkontru|enkontru remata|
        penutup|penutupan|penutupan rapat""",
}


_ARTICLES = re.compile(r"\bthe\b")


_PUNCTUATION = re.compile(r"[\s:.()_*\-–—]+")


_AND = re.compile(r"\s*[/,;&+]\s*|\s+(?:and|e|ho|no|dan)\s+")


_LONGEST = 80


_NEXT_TOPICS = """next meeting agenda|agenda next meeting|agenda for next meeting|agenda of next meeting|
    items for next meeting|topics for next meeting|proximos pontos|agenda da proxima reuniao|
    ordem de trabalhos da proxima reuniao|ajenda enkontru tuir mai|agenda rapat berikutnya"""


def tells_next_topics(title: str) -> bool:
    """Whether what stands under an item of this title is the agenda of the next meeting."""
    return len(title) <= _LONGEST and _key(title) in map(str.strip, _NEXT_TOPICS.split("|"))


def _key(title: str) -> str:
    return _PUNCTUATION.sub(" ", _ARTICLES.sub(" ", fold(title))).strip()


_KIND_OF = {_key(title): kind for kind, titles in _TITLES.items() for title in titles.split("|")}


def kind_of(title: str) -> ItemKind:
    """The kind that the title of an item says, without its number; of "Welcome and introductions" the first one's."""
    if len(title) > _LONGEST:
        return ItemKind.TOPIC
    if whole := _KIND_OF.get(_key(title)):
        return whole
    kinds = [_KIND_OF.get(_key(part)) for part in _AND.split(fold(title))]
    return kinds[0] if all(kinds) and kinds[0] else ItemKind.TOPIC
