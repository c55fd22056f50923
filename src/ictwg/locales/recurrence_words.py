"""How people type a recurrence, per language; read, never shown. Matched like date_words, by folded phrases.

`{n}` is a figure, `{day}` any name of a weekday, `{unit}` a word for a day, week, month or year.
"""

from __future__ import annotations

RULES: dict[str, dict[str, tuple[str, ...]]] = {
    "FREQ=DAILY": {
        "en": ("daily", "every day"),
        "pt": ("diário", "diariamente", "todos os dias", "cada dia"),
        "tet": ("loron-loron", "kada loron"),
        "id": ("harian", "setiap hari", "tiap hari"),
    },
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": {
        "en": ("weekdays", "every weekday", "every working day"),
        "pt": ("dias úteis", "todos os dias úteis"),
        "tet": (),
        "id": ("setiap hari kerja", "hari kerja"),
    },
    "FREQ=WEEKLY": {
        "en": ("weekly", "every week"),
        "pt": ("semanal", "semanalmente", "todas as semanas", "cada semana"),
        "tet": ("semana-semana", "kada semana"),
        "id": ("mingguan", "setiap minggu", "tiap minggu"),
    },
    "FREQ=WEEKLY;INTERVAL=2": {
        "en": ("fortnightly", "every other week", "biweekly"),
        "pt": ("quinzenal", "quinzenalmente"),
        "tet": (),
        "id": ("dua mingguan",),
    },
    "FREQ=MONTHLY": {
        "en": ("monthly", "every month"),
        "pt": ("mensal", "mensalmente", "todos os meses", "cada mês"),
        "tet": ("fulan-fulan", "kada fulan"),
        "id": ("bulanan", "setiap bulan", "tiap bulan"),
    },
    "FREQ=MONTHLY;BYMONTHDAY=-1": {
        "en": ("end of every month", "end of each month", "every month end", "last day of every month"),
        "pt": ("fim de cada mês",),
        "tet": (),
        "id": ("setiap akhir bulan",),
    },
    "FREQ=MONTHLY;INTERVAL=2": {
        "en": (),
        "pt": ("bimestral", "bimestralmente"),
        "tet": (),
        "id": ("dua bulanan",),
    },
    "FREQ=MONTHLY;INTERVAL=3": {
        "en": ("quarterly", "every quarter"),
        "pt": ("trimestral", "trimestralmente", "cada trimestre"),
        "tet": (),
        "id": ("triwulanan", "setiap triwulan"),
    },
    "FREQ=YEARLY": {
        "en": ("yearly", "annually", "every year"),
        "pt": ("anual", "anualmente", "todos os anos", "cada ano"),
        "tet": ("tinan-tinan", "kada tinan"),
        "id": ("tahunan", "setiap tahun", "tiap tahun"),
    },
}

EVERY_N = {
    "en": ("every {n} {unit}",),
    "pt": ("cada {n} {unit}", "de {n} em {n} {unit}"),
    "tet": ("kada {unit} {n}",),
    "id": ("setiap {n} {unit}", "tiap {n} {unit}"),
}
EVERY_N_ON_A_DAY = {
    "en": ("every {n} {unit} on {day}", "every {n} {unit} on {day}s"),
    "id": ("setiap {n} {unit} pada hari {day}",),
}
EVERY_OTHER = {"every other {unit}": "every 2 {unit}", "every second {unit}": "every 2 {unit}"}
"""Words that stand for a figure, anywhere in what is typed."""
DAY_OF_EVERY_MONTH = {
    "en": ("every month on the {n}", "every month on day {n}", "{n} of each month", "{n} of every month"),
    "pt": ("dia {n} de cada mês",),
    "id": ("setiap tanggal {n}", "tiap tanggal {n}"),
}
EVERY_DAY_OF_WEEK = {
    "en": ("every {day}", "each {day}", "{day}s"),
    "pt": ("cada {day}", "todas as {day}s", "todos os {day}s", "à {day}"),
    "tet": ("kada {day}",),
    "id": ("setiap {day}", "tiap {day}"),
}
# The place of a weekday in its month.
PLACES: dict[int, dict[str, tuple[str, ...]]] = {
    1: {"en": ("first", "1st"), "pt": ("primeira", "primeiro"), "id": ("pertama",)},
    2: {"en": ("second", "2nd"), "pt": ("segundo",), "id": ("kedua",)},
    3: {"en": ("third", "3rd"), "pt": ("terceira", "terceiro"), "id": ("ketiga",)},
    4: {"en": ("fourth", "4th"), "pt": ("quarto",), "id": ("keempat",)},
    -1: {"en": ("last",), "pt": ("última", "último"), "id": ("terakhir",)},
}
DAY_IN_MONTH = {
    "en": (
        "{place} {day}",
        "{place} {day} of the month",
        "{place} {day} of each month",
        "{place} {day} of every month",
        "month on the {place} {day}",
    ),
    "pt": ("{place} {day} do mês", "{place} {day} de cada mês"),
    "id": ("{day} {place}", "{day} {place} setiap bulan"),
}
DAY_IN_SOME_MONTHS = {
    "en": (
        "{place} {day} every {n} {unit}",
        "{place} {day} of every {n} {unit}",
        "every {n} {unit} on the {place} {day}",
    ),
    "pt": ("{place} {day} a cada {n} {unit}", "{place} {day} de {n} em {n} {unit}"),
    "id": ("{day} {place} setiap {n} {unit}",),
}
