"""The invitation round: who comes, who does not, who has not said."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "tally": "{coming} coming, {not_coming} not, {unanswered} no answer",
    "went_out": "went out {day}",
    "not_out": "not sent out yet",
    "unanswered": "No answer yet: {meeting}, {day}",
    "ask_through": "ask through {who}",
    "reminder": "Subject: Meeting of the {group} on {day}: are you coming?\n\n"
    "Dear colleagues,\n\n"
    "we have not yet heard who comes to the meeting of the {group} from: {organizations}.\n\n"
    "When and where: {when}\n\n"
    "Please tell us by return who will represent your organization, or that nobody can.\n\n"
    "With kind regards,\nthe secretariat\n",
    # The screen
    "empty": "Nobody is on the roster of this day.\n{key:invitation.expect} adds a guest; Membership "
    "({key:app.membership}) keeps the roster.",
    "column.answer": "Answer",
    "column.how": "How",
    "no_answer": "no answer",
    "sends": "sends {name}",
    "told": "{who}: {answer}",
    "nobody_to_call": "No phone or e-mail on the register.",
    "announce": "Who comes for {organization}?",
    "expect": "Who else is expected?",
    "how": "{name}: how did the answer come?",
    "not_answered": "{name} has not answered yet.",
    "out": "The invitation to {meeting} went out",
    "copy": "Who has not answered: what shall be copied?",
    "copy.secretariat": "The list, with phones, for the secretariat",
    "copy.members": "The list, without phones, for members",
    "copy.reminder": "A mail to remind them",
    "copied": "Who has not answered",
    "reminded": "The mail to remind them",
    "everybody_answered": "Everybody has answered.",
}
