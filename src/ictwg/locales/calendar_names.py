"""Month and day names, and the order in which each language says a date. Weeks start on Monday."""

from __future__ import annotations

MONTHS: dict[str, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "pt": (
        *("janeiro", "fevereiro", "março", "abril", "maio", "junho"),
        *("julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
    ),
    "tet": (
        *("Janeiru", "Fevereiru", "Marsu", "Abríl", "Maiu", "Juñu"),
        *("Jullu", "Agostu", "Setembru", "Outubru", "Novembru", "Dezembru"),
    ),
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
}

MONTHS_SHORT: dict[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "pt": ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
    "tet": ("Jan", "Fev", "Mar", "Abr", "Mai", "Jun", "Jul", "Ago", "Set", "Out", "Nov", "Dez"),
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
}

DAYS: dict[str, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "pt": (
        *("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira"),
        *("sábado", "domingo"),
    ),
    "tet": ("Segunda", "Tersa", "Kuarta", "Kinta", "Sesta", "Sábadu", "Domingu"),
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
}

DAYS_SHORT: dict[str, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "pt": ("seg", "ter", "qua", "qui", "sex", "sáb", "dom"),
    "tet": ("Seg", "Ter", "Kua", "Kin", "Ses", "Sáb", "Dom"),
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
}

# {weekday} is a short day name with its separator, {month} a whole month name.
DATE_PATTERNS: dict[str, str] = {
    "en": "{day} {month} {year}",
    "pt": "{day} de {month} de {year}",
    "tet": "{day} {month} {year}",
    "id": "{day} {month} {year}",
}
WEEKDAY_SEPARATORS: dict[str, str] = {"en": " ", "pt": ", ", "tet": " ", "id": ", "}
