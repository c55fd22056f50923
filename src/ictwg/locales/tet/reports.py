"""Relatóriu sira iha tetum: de'it liafuan ne'ebé konfirma tiha ona."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "column.organization": "Organizasaun",
    "column.decision": "Desizaun",
    "column.taken": "Desizaun",
    "followup.title": "Akompañamentu asaun – {group}",
    "decisions.title": "Desizaun ne'ebé foti – {group}",
}
