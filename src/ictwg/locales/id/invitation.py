"""Putaran undangan: yang keluar dalam bahasa Indonesia."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "reminder": "Perihal: Rapat {group} tanggal {day}: konfirmasi kehadiran\n\n"
    "Rekan-rekan yang terhormat,\n\n"
    "kami belum menerima jawaban tentang siapa yang akan hadir dalam rapat {group} dari: {organizations}.\n\n"
    "Waktu dan tempat: {when}\n\n"
    "Mohon beri tahu kami siapa yang akan mewakili instansi Anda, atau bahwa tidak ada yang dapat hadir.\n\n"
    "Hormat kami,\nsekretariat\n",
}
