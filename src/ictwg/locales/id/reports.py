"""Laporan dalam bahasa Indonesia."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "period": "Dari {since} sampai {until}",
    "for": "Untuk {audience}",
    "as_of": "Per {day}",
    "all_members": "Semua anggota",
    "of": "{part} dari {whole}",
    "age": "{first}–{last} hari",
    "legend.open": "█ lewat batas waktu  ░ belum selesai",
    "column.month": "Bulan",
    "column.given": "Baru",
    "column.done": "Selesai",
    "column.cancelled": "Dibatalkan",
    "column.open": "Belum selesai",
    "column.overdue": "Lewat batas waktu",
    "column.organization": "Organisasi",
    "column.taken": "Keputusan",
    "column.decision": "Keputusan",
    "column.status": "Status",
    "followup.title": "Tindak lanjut – {group}",
    "decisions.title": "Keputusan yang diambil – {group}",
}
