"""As reuniões: os pontos que estão em todas as ordens de trabalhos, e quem esteve presente."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "represented": {
        "one": "{represented} de {count} organização membro esteve representada",
        "other": "{represented} de {count} organizações membros estiveram representadas",
    },
    "attending": {
        "one": "{count} organização esteve representada",
        "other": "{count} organizações estiveram representadas",
    },
    "represented_short": "{represented} de {count} representadas",
    "unrecorded": "{unrecorded} sem registo",
    "not_taken": "As presenças não foram registadas",
    "quorum_reached": "({needed} necessárias: há quórum)",
    "quorum_missed": "({needed} necessárias: não há quórum)",
    "quorum_needs": "({needed} necessárias: não se sabe)",
    "item.opening": "Abertura",
    "item.adoption_of_agenda": "Aprovação da ordem de trabalhos",
    "item.previous_minutes": "Aprovação da ata",
    "item.matters_arising": "Assuntos da ata anterior",
    "item.any_other_business": "Diversos",
    "item.next_meeting": "Próxima reunião",
    "item.closing": "Encerramento",
}
