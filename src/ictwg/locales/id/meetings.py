"""Rapat: butir yang ada dalam setiap agenda, dan siapa yang hadir."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "represented": {"other": "{represented} dari {count} organisasi anggota diwakili"},
    "attending": {"other": "{count} organisasi diwakili"},
    "represented_short": "{represented} dari {count} diwakili",
    "unrecorded": "{unrecorded} tidak dicatat",
    "not_taken": "Kehadiran tidak dicatat",
    "quorum_reached": "(diperlukan {needed}: kuorum)",
    "quorum_missed": "(diperlukan {needed}: tidak kuorum)",
    "quorum_needs": "(diperlukan {needed}: tidak diketahui)",
    "item.opening": "Pembukaan",
    "item.adoption_of_agenda": "Pengesahan agenda",
    "item.previous_minutes": "Pengesahan notulen",
    "item.matters_arising": "Tindak lanjut rapat sebelumnya",
    "item.any_other_business": "Lain-lain",
    "item.next_meeting": "Rapat berikutnya",
    "item.closing": "Penutup",
}
