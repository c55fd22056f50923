"""The words in which people type dates, per language. They are read, never shown.

Phrases are matched without accents, apostrophes, hyphens and the small words of `NOISE`, so "até ao fim do mês",
"fim do mês" and "fim mes" are one. `{day}` stands for any name of a weekday, `{month}` for any of a month.
"""

from __future__ import annotations

# Further spellings beside those of calendar_names, Monday or January first.
MORE_DAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": ((), ("tues",), ("weds", "wednes"), ("thur", "thurs"), (), (), ()),
    "pt": (("segunda",), ("terça",), ("quarta",), ("quinta",), ("sexta",), (), ()),
    "tet": (("segunda",), ("tersa",), ("kuarta",), ("kinta",), ("sesta",), (), ()),
    "id": (("hari senin",), ("hari selasa",), ("hari rabu",), ("hari kamis",), ("hari jumat",), (), ("hari minggu",)),
}
MORE_MONTHS: dict[str, dict[str, int]] = {
    "en": {"sept": 9},
    "pt": {},
    "tet": {"abril": 4, "junu": 6, "junhu": 6, "jullu": 7, "julhu": 7},
    "id": {"agt": 8, "agust": 8, "nop": 11, "nopember": 11, "pebruari": 2},
}

TODAY = {"en": ("today",), "pt": ("hoje",), "tet": ("ohin",), "id": ("hari ini",)}
TOMORROW = {"en": ("tomorrow",), "pt": ("amanhã",), "tet": ("aban",), "id": ("besok",)}
DAY_AFTER = {
    "en": ("day after tomorrow",),
    "pt": ("depois de amanhã",),
    "tet": ("aban bainrua", "aban bairua"),
    "id": ("lusa",),
}
YESTERDAY = {"en": ("yesterday",), "pt": ("ontem",), "tet": ("horisehik",), "id": ("kemarin",)}

NEXT_WEEK = {
    "en": ("next week",),
    "pt": ("próxima semana", "semana que vem", "semana seguinte"),
    "tet": ("semana oin", "semana tuir mai"),
    "id": ("minggu depan", "pekan depan"),
}
NEXT_MONTH = {
    "en": ("next month",),
    "pt": ("próximo mês", "mês que vem", "mês seguinte"),
    "tet": ("fulan oin", "fulan tuir mai"),
    "id": ("bulan depan",),
}
END_OF_WEEK = {
    "en": ("end of week", "end of this week"),
    "pt": ("fim da semana", "final da semana"),
    "tet": ("semana nia rohan",),
    "id": ("akhir minggu", "akhir pekan", "akhir minggu ini"),
}
END_OF_MONTH = {
    "en": ("end of month", "end of this month", "month end"),
    "pt": ("fim do mês", "final do mês"),
    "tet": ("fulan nia rohan",),
    "id": ("akhir bulan", "akhir bulan ini"),
}
END_OF_NEXT_MONTH = {
    "en": ("end of next month",),
    "pt": ("fim do próximo mês", "final do próximo mês"),
    "tet": ("fulan oin nia rohan",),
    "id": ("akhir bulan depan",),
}
END_OF_YEAR = {
    "en": ("end of year", "year end"),
    "pt": ("fim do ano", "final do ano"),
    "tet": ("tinan nia rohan",),
    "id": ("akhir tahun",),
}
# Parts of a month, and the day that each ends on; the last one is 31 for every month.
PARTS_OF_A_MONTH: dict[int, dict[str, tuple[str, ...]]] = {
    7: {
        "en": ("first week of {month}", "1 week of {month}", "week 1 of {month}"),
        "pt": ("primeira semana de {month}", "1 semana de {month}"),
        "id": ("minggu pertama {month}", "minggu ke 1 {month}", "minggu i {month}"),
    },
    10: {
        "en": ("early {month}", "beginning of {month}", "start of {month}"),
        "pt": ("início de {month}", "inícios de {month}", "princípio de {month}", "princípios de {month}"),
        "id": ("awal {month}",),
    },
    14: {
        "en": ("second week of {month}", "2 week of {month}", "week 2 of {month}"),
        "pt": ("segunda semana de {month}", "2 semana de {month}"),
        "id": ("minggu kedua {month}", "minggu ke 2 {month}", "minggu ii {month}"),
    },
    15: {
        "en": ("mid {month}", "middle of {month}", "first half of {month}"),
        "pt": ("meados de {month}", "meio de {month}", "primeira quinzena de {month}", "1 quinzena de {month}"),
        "id": ("pertengahan {month}", "tengah {month}"),
    },
    21: {
        "en": ("third week of {month}", "3 week of {month}", "week 3 of {month}"),
        "pt": ("terceira semana de {month}", "3 semana de {month}"),
        "id": ("minggu ketiga {month}", "minggu ke 3 {month}", "minggu iii {month}"),
    },
    28: {
        "en": ("fourth week of {month}", "4 week of {month}", "week 4 of {month}"),
        "pt": ("quarta semana de {month}", "4 semana de {month}"),
        "id": ("minggu keempat {month}", "minggu ke 4 {month}", "minggu iv {month}"),
    },
    31: {
        "en": ("end of {month}", "late {month}", "last week of {month}"),
        "pt": (
            "fim de {month}", "final de {month}", "finais de {month}", "última semana de {month}",
            "segunda quinzena de {month}", "2 quinzena de {month}",
        ),
        "tet": ("{month} nia rohan",),
        "id": ("akhir {month}", "minggu terakhir {month}"),
    },
}  # fmt: skip

# The coming one, and the one in the week after this.
COMING_DAY = {
    "en": ("{day}", "coming {day}"),
    "pt": ("{day}", "próxima {day}", "próximo {day}", "{day} que vem", "{day} próxima", "{day} próximo"),
    "tet": ("{day}", "loron {day}", "{day} oin", "{day} tuir mai"),
    "id": ("{day}",),
}
DAY_OF_NEXT_WEEK = {
    "en": ("next {day}", "{day} next week"),
    "pt": ("{day} da próxima semana",),
    "tet": (),
    "id": ("{day} depan", "{day} minggu depan"),
}

NEXT_MEETING = {
    "en": ("next meeting", "next mtg", "the next session"),
    "pt": ("próxima reunião", "reunião seguinte"),
    "tet": ("enkontru tuir mai", "enkontru tuirmai", "enkontru oin mai"),
    "id": ("rapat berikutnya", "rapat selanjutnya", "rapat mendatang", "pertemuan berikutnya"),
}
ONGOING = {
    "en": ("ongoing", "on-going", "continuous", "continuing"),
    "pt": ("contínuo", "contínua", "permanente"),
    "tet": ("kontinua", "beibeik"),
    "id": ("berkelanjutan", "terus-menerus", "rutin"),
}
NO_DATE = {
    "en": ("none", "no date", "not set", "tbd", "tbc", "n/a", "-", "–", "—"),
    "pt": ("nenhum", "sem prazo", "sem data", "a definir"),
    "tet": ("prazu laiha", "laiha prazu"),
    "id": ("tidak ada", "tanpa batas waktu", "belum ditentukan"),
}

UNIT_DAYS = {"en": ("d", "day", "days"), "pt": ("dia", "dias"), "tet": ("loron",), "id": ("hari",)}
UNIT_WEEKS = {
    "en": ("w", "wk", "wks", "week", "weeks"),
    "pt": ("semana", "semanas"),
    "tet": ("semana",),
    "id": ("minggu", "pekan"),
}
UNIT_MONTHS = {
    "en": ("m", "mo", "month", "months"),
    "pt": ("mês", "meses"),
    "tet": ("fulan",),
    "id": ("bulan",),
}
UNIT_YEARS = {"en": ("y", "yr", "year", "years"), "pt": ("ano", "anos"), "tet": ("tinan",), "id": ("tahun",)}

# Counts in words, before a unit: "in two weeks"; in Tetum behind it, "semana rua".
NUMBERS: dict[str, dict[str, int]] = {
    "en": {
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "twelve": 12,
    },
    "pt": {
        "um": 1, "uma": 1, "dois": 2, "duas": 2, "três": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7, "oito": 8,
        "nove": 9, "dez": 10, "doze": 12, "quinze": 15, "vinte": 20, "trinta": 30, "sessenta": 60,
    },
    "tet": {
        "ida": 1, "rua": 2, "tolu": 3, "haat": 4, "lima": 5, "neen": 6, "hitu": 7, "ualu": 8, "sia": 9, "sanulu": 10,
    },
    "id": {
        "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
        "sepuluh": 10,
    },
}  # fmt: skip

# Small words that change nothing about which day is meant, one line per language.
NOISE = {
    "en": "the of on by at in for until till before due within this no later than",
    "pt": "o os as ao aos à de do da dos das em no na até antes dentro este esta prazo daqui feira",
    "tet": "iha to'o molok ne'e",
    "id": "pada sebelum sampai hingga dalam paling lambat",
}
# Words that stand inside a date beside its figures and mean something else elsewhere.
INSIDE_A_DATE = {
    "en": ("day", "year"),
    "pt": ("dia", "mês", "ano"),
    "tet": ("loron", "fulan", "tinan"),
    "id": ("hari", "tanggal", "tgl", "bulan", "tahun"),
}

# What stands between a day and its hour: "4 June at 9".
AT_HOUR = {
    "en": ("at", "from"),
    "pt": ("às", "as", "das", "pelas"),
    "tet": ("tuku",),
    "id": ("pukul", "jam"),
}

# What introduces a due date at the end of a line.
UNTIL = {
    "en": (
        "by", "until", "till", "before", "due", "due by", "due on", "no later than", "not later than", "deadline",
        "on or before", "by cob", "by close of business", "latest by", "by latest",
    ),
    "pt": ("até", "ate", "até ao", "até à", "antes de", "antes da", "o mais tardar", "prazo"),
    "tet": ("to'o", "molok", "prazu"),
    "id": (
        "sebelum", "sampai", "hingga", "paling lambat", "paling lama", "selambat-lambatnya", "selambatnya",
        "batas waktu", "tenggat",
    ),
}  # fmt: skip
# These introduce the next meeting only: "on 12 March" tells when something happens, not when it is due.
AT_NEXT_MEETING = {
    "en": ("at", "for", "in"),
    "pt": ("na", "para a", "à"),
    "tet": ("iha",),
    "id": ("pada", "di", "untuk"),
}

# Behind these a count of days or weeks is a due date: "in 2 weeks", "within 10 days".
COUNTED_FROM_NOW = {
    "en": ("in", "within"),
    "pt": ("em", "dentro de", "no prazo de", "daqui a"),
    "tet": ("iha",),
    "id": ("dalam", "dalam waktu"),
}
# What is for a day is not due on it: "the agenda for next week".
FOR_A_DAY = {"en": ("for", "of"), "pt": ("para", "da", "de"), "tet": ("ba", "nia"), "id": ("untuk",)}
