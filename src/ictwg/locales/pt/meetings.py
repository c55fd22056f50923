"""As reuniões: os pontos que estão em todas as ordens de trabalhos."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "item.opening": "Abertura",
    "item.adoption_of_agenda": "Aprovação da ordem de trabalhos",
    "item.previous_minutes": "Aprovação da ata",
    "item.matters_arising": "Assuntos da ata anterior",
    "item.any_other_business": "Diversos",
    "item.next_meeting": "Próxima reunião",
    "item.closing": "Encerramento",
}
