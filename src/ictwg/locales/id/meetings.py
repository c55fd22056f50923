"""Rapat: butir yang ada dalam setiap agenda."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "item.opening": "Pembukaan",
    "item.adoption_of_agenda": "Pengesahan agenda",
    "item.previous_minutes": "Pengesahan notulen",
    "item.matters_arising": "Tindak lanjut rapat sebelumnya",
    "item.any_other_business": "Lain-lain",
    "item.next_meeting": "Rapat berikutnya",
    "item.closing": "Penutup",
}
