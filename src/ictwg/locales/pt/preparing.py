"""A próxima reunião: o que se escreve na ordem de trabalhos."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "title.awaited": "Decisões por executar",
    "title.report": "Relatório: {name}",
    "title.adopt": "Para aprovação: {title}",
    "background.adopt": "De {source}",
}
