"""Rapat berikutnya: yang ditulis dalam agenda."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "title.awaited": "Keputusan yang belum dilaksanakan",
    "title.report": "Laporan: {name}",
    "title.adopt": "Untuk disahkan: {title}",
    "background.adopt": "Dari {source}",
}
