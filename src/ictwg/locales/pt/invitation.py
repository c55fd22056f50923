"""A ronda de convites: o que sai em português."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "reminder": "Assunto: Reunião do {group} de {day}: confirmação de presença\n\n"
    "Caros colegas,\n\n"
    "ainda não recebemos resposta sobre quem vem à reunião do {group} da parte de: {organizations}.\n\n"
    "Quando e onde: {when}\n\n"
    "Agradecemos que nos digam quem representará a vossa organização, ou que ninguém poderá vir.\n\n"
    "Com os melhores cumprimentos,\no secretariado\n",
}
