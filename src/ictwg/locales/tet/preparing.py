"""What is written on an agenda, in Tetum: only the terms of DOMAIN.md §7."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "title.report": "Relatóriu: {name}",
}
