"""The invitation round: who comes, who does not, who has not said."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "tally": "{coming} coming, {not_coming} not, {unanswered} no answer",
}
