"""The commands: what they do, their options, and what they say."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "overview": (
        "ictwg: members, agendas, minutes, decisions and follow-up of a working group, in one shared file.\n\n"
        "  ictwg                opens the program on the file used last\n"
        "  ictwg --file PATH    opens it on another file\n"
        "  ictwg demo           opens it on an example group\n\n"
        "Commands (ictwg COMMAND --help tells more):\n{commands}\n\n"
        "Every command takes --file PATH, --json, --today DATE, --lang CODE and --no-share.\n"
        "The file is --file, else $ICTWG_FILE, else the one used last.\n"
        "$ICTWG_HOME moves what is kept on this computer.\n\n"
        "Exit codes: 0 fine, 1 problem found, 2 usage, 3 no such record, 4 a value that does not fit,\n"
        "5 the shared file cannot be read now, 6 this computer could not save."
    ),
    "general": "for every command",
    "examples": "Examples:\n{examples}",
    "file": "the group's shared file",
    "today": "the day that rules shall take for today (overdue, roster, defaults), as 2010-02-12",
    "language": "the language of messages: en, pt, tet or id",
    "json": "print JSON; errors too",
    "audience": "who will read it: everyone, members, core or secretariat (default: %(default)s)",
    "no_share": "save on this computer only, and share later",
    "moved": "the group's file has moved here",
    "separate": "this file is a copy that shall live as a group of its own",
    "error": "ictwg: {message}",
    "hint": "       {hint}",
    "unknown": "There is no command “{word}”",
    "unknown.hint": "Did you mean “ictwg {nearest}”? ictwg --help lists all commands",
    "unknown.plain_hint": "ictwg --help lists all commands",
    "usage_error": "{message}",
    "usage_error.hint": "{command} --help shows the options, with examples",
    "refused": "{path}: {reason}",
    "not_written": "Not everything could be written out: {reason}",
    "no_file": "No shared file is known yet",
    "no_file.hint": "Open one with --file PATH, start one with “ictwg new PATH --name NAME”, or look at “ictwg demo”",
    "not_iso": "“{value}” is not a date",
    "not_iso.hint": "Write it as 2010-02-12",
    "not_a_day": "“{value}” is not a day",
    "not_a_day.hint": "Write a day such as 2010-02-12, 12 Feb or fri",
    "not_shared": "Saved on this computer; not yet in the shared folder: {reason}",
    "nothing": "Nothing to show",
    "reference": "a reference (A-2010-014, M-2010-03), an acronym, a name or a date",
    "program.does": "open the program",
    "program.examples": "  ictwg\n  ictwg --file /media/share/group.json",
    "demo.does": "open the example group on a throwaway copy",
    "demo.examples": "  ictwg demo",
    "new.does": "start a group",
    "new.examples": '  ictwg new group.json --name "Counter-Trafficking Working Group" --acronym CTWG',
    "new.path": "where the shared file shall be",
    "new.name": "the group's name",
    "new.acronym": "its acronym",
    "new.time_zone": "where its days begin and end, such as Asia/Dili or only Dili; without it, this computer's zone",
    "new.done": "Started {name}: {path} (time zone {zone})",
    "new.exists": "There is a file at {path} already",
    "new.exists.hint": "Open it with “ictwg --file PATH”, or choose another name",
    "import.does": "bring in minutes (.md) or members (.csv)",
    "import.examples": "  ictwg import minutes/ --dry-run\n  ictwg import members.csv",
    "import.paths": "files or folders",
    "import.series": "the series (sub-group) that the meetings belong to",
    "import.dry_run": "show what would change, and change nothing",
    "import.progress": "Reading {done} of {total} files …",
    "import.matching": "Looking for what is on record already …",
    "import.saving": "Saving {count} records …",
    "import.outcome": "{new} new, {updated} updated, {same} same, {doubtful} doubtful, {skipped} not read",
    "import.dry": "Nothing was changed (--dry-run)",
    "import.row.new": "new",
    "import.row.updated": "updated",
    "import.row.same": "same",
    "import.row.doubtful": "doubtful",
    "import.row.skipped": "not read",
    "import.nothing": "There is no file of minutes (.md) or members (.csv)",
    "import.heading.state": "State",
    "import.heading.what": "What",
    "import.heading.where": "Where",
    "import.heading.why": "Why",
    "import.not_there": "There is nothing at {path}",
    "import.not_there.hint": "Name a .md or .csv file, or a folder with such files",
    "export.does": "write minutes, action points or an agenda for one audience",
    "export.examples": "  ictwg export minutes M-2010-03 --audience members\n  ictwg export minutes all --to minutes/",
    "export.what": "what to write: {kinds}",
    "export.reference": "a meeting's reference or date, or all",
    "export.to": "a folder or file; - for standard output",
    "export.plain": "as plain text for a message, where there is such a form",
    "export.written": "{path}",
    "export.kept": "{kept} was edited by somebody since it was written: kept, and written as {path}",
    "list.open": "only what is not closed",
    "list.overdue": "only what is overdue",
    "list.owner": "only what this organization owns (several commas: any)",
    "list.meeting": "only what comes from this meeting",
    "list.from": "from this day on (actions: due date)",
    "list.until": "until this day (actions: due date)",
    "list.limit": "at most so many",
    "list.negative": "A list cannot be limited to {value}",
    "list.negative.hint": "Give a number from 0 on: --limit 20",
    "list.csv": "as CSV for a spreadsheet: keys in the first line",
    "list.empty": "Nothing fits",
    "members.does": "list the member organizations",
    "members.examples": "  ictwg members\n  ictwg members --type ngo --json",
    "people.does": "list the people",
    "people.examples": "  ictwg people --owner MoJ",
    "meetings.does": "list the meetings",
    "meetings.examples": "  ictwg meetings --from 2010-01-01",
    "actions.does": "list the actions promised to the group",
    "actions.examples": "  ictwg actions --overdue\n  ictwg actions --open --owner MoJ --json",
    "decisions.does": "list the decisions",
    "decisions.examples": "  ictwg decisions --meeting M-2010-03 --audience members",
    "tasks.does": "list the secretariat's own tasks",
    "tasks.examples": "  ictwg tasks --open",
    "show.does": "show one record",
    "show.examples": "  ictwg show A-2010-014\n  ictwg show M-2010-03 --json",
    "history.does": "show what was changed, when and by whom",
    "history.examples": "  ictwg history A-2010-014",
    "history.at": "When",
    "history.user": "Who",
    "history.what": "What",
    "history.before": "Before",
    "add.does": "add an action, task, decision, organization, person or meeting",
    "add.examples": (
        '  ictwg add action "Draft the SOP" --owner MoJ --due "30 May"\n'
        '  ictwg add task "Book the room" --due fri\n'
        '  ictwg add decision "The SOP has five chapters" --meeting M-2010-03\n'
        '  ictwg add organization "Ministry of Justice" --acronym MoJ\n'
        '  ictwg add person "Focal point, MoJ" --organization MoJ\n'
        "  ictwg add meeting --date 2010-03-12"
    ),
    "add.kind": "{kinds}; ictwg add KIND --help tells the options of one",
    "add.action.does": "add an action: what was promised to the group",
    "add.action.examples": (
        '  ictwg add action "Draft the SOP" --owner MoJ --owner PNTL --due "30 May" --meeting M-2010-03\n'
        '  ictwg add action "Report on the campaign" --all --due "next meeting"'
    ),
    "add.task.does": "add a task: the secretariat's own work",
    "add.task.examples": (
        '  ictwg add task "Book the room" --due fri --assignee Ana\n'
        '  ictwg add task "Send the list of contacts" --due 2010-04-01 --recurrence "every month"'
    ),
    "add.decision.does": "add a decision",
    "add.decision.examples": (
        '  ictwg add decision "The SOP has five chapters" --meeting M-2010-03\n'
        '  ictwg add decision "The report is approved" --decided-on 2010-03-19 --basis circulation'
    ),
    "add.organization.does": "add an organization, which is a member unless something else is said",
    "add.organization.examples": (
        '  ictwg add organization "Ministry of Justice" --acronym MoJ --type government\n'
        '  ictwg add organization "Embassy" --acronym EMB --type donor --status observer --from 2010-01-01'
    ),
    "add.person.does": "add a person, with a function if one is said",
    "add.person.examples": (
        '  ictwg add person "Focal point, MoJ" --organization MoJ --function focal_point --from 2010-01-01\n'
        '  ictwg add person "Legal adviser" --organization MoJ --email adviser@example.org'
    ),
    "add.meeting.does": "plan a meeting",
    "add.meeting.examples": (
        "  ictwg add meeting --date 2010-03-12\n"
        '  ictwg add meeting "Second reading" --date 2010-03-26 --start 9:00 --venue Dili --kind drafting_session'
    ),
    "add.owner": "an owner organization; may be given several times",
    "add.membership": "its membership: member (the default), observer, invited, suspended, withdrawn",
    "add.function": "a person's function: focal_point, alternate, chair, co_chair, secretariat, minute_taker, guest",
    "add.another": "another one of a name that is there already",
    "add.another.hint": "If another one is meant, say so with --another",
    "add.from": "the first day of the membership or the function; today if not given",
    "add.letter": "the reference of the letter that says so",
    "set.does": "change fields of a record",
    "set.examples": (
        '  ictwg set A-2010-014 due="12 Feb" owners+=PNTL\n'
        '  ictwg set MoJ aliases+="Justice Ministry"\n'
        "  ictwg set A-2010-014 due="
    ),
    "set.assignments": "F=V sets, F+=V adds to a list, F-=V takes from a list, F= empties",
    "set.same": "Nothing to change: it says so already",
    "done.does": "close actions or tasks",
    "done.examples": '  ictwg done A-2010-014 --note "Sent by letter" --by MoJ',
    "done.note": "what was said or done",
    "done.on": "the day it was done",
    "done.by": "who said so",
    "done.not_an_action": "“{text}” is neither an action nor a task",
    "done.not_an_action.hint": "Use a reference such as A-2010-014 or T-2010-003",
    "undo.does": "undo your last change (--redo brings it back)",
    "undo.examples": "  ictwg undo\n  ictwg undo --redo",
    "undo.redo": "bring back what was undone last",
    "undo.kept": "Kept, because it was changed since: {what}",
    "redact.does": "really remove a text, everywhere the program can reach",
    "redact.examples": '  ictwg redact A-2010-014 text --ground "names a person"',
    "redact.field": "the field whose text goes",
    "redact.ground": "why; the removed text itself is kept nowhere",
    "redact.done": "Removed {field} of {reference}",
    "redact.unreached": (
        "Not reached: files exported before, mails already sent, and old versions that a sync service keeps."
    ),
    "conflicts.does": "list what two people answered differently; exit 1 where something is to decide",
    "conflicts.examples": "  ictwg conflicts\n  ictwg conflicts --json",
    "resolve.does": "decide between two different answers",
    "resolve.decision": "the field that `ictwg conflicts` names; with =VALUE, what is right",
    "resolve.keep": "keep the answer of this number in `ictwg conflicts`",
    "resolve.both": "keep both texts, one after the other",
    "resolve.examples": "  ictwg resolve A-2010-014 due=2010-03-12\n  ictwg resolve A-2010-014 due --keep 2",
    "backups.does": "list the backups of the shared file on this computer",
    "backups.examples": "  ictwg backups\n  ictwg backups --json",
    "restore.does": "put back what a backup holds, as new edits with one undo",
    "restore.backup": "its number in `ictwg backups` (1 is the newest), or the beginning of its day and time",
    "restore.references": "only these records",
    "restore.as_it_was": "what was made since goes into the trash",
    "restore.dry_run": "only show what would change",
    "restore.examples": "  ictwg restore 1 --dry-run\n  ictwg restore 2010-02-12 A-2010-014",
    "trash.does": "list what was deleted, bring it back, or take old records away for good",
    "trash.restore": "bring this record back",
    "trash.purge": "take away for good what was deleted more than 30 days ago; this cannot be undone",
    "trash.examples": "  ictwg trash\n  ictwg trash --restore A-2010-014",
    "leave.does": "take the group off this computer, once all is in the shared folder",
    "leave.yes": "do not ask",
    "leave.examples": "  ictwg leave\n  ictwg leave --yes",
    "handover.does": "write a copy for another body: without restricted records, former people's contacts and names",
    "handover.path": "the file to write; it must not be there yet",
    "handover.with_restricted": "also what only the core group or the secretariat may see",
    "handover.examples": "  ictwg handover successor.json\n  ictwg handover successor.json --with-restricted",
    "check.does": "check every rule of the file and every reference",
    "check.examples": "  ictwg check\n  ictwg check --json",
    "check.fine": "Everything is in order",
    "check.to_mend": {
        "one": "{count} thing to mend is listed on Today: ictwg",
        "other": "{count} things to mend are listed on Today: ictwg",
    },
    "check.heading.kind": "Rule",
    "check.heading.where": "Where",
    "check.heading.what": "What",
    "manual.does": "print the manual",
    "manual.examples": "  ictwg manual | more",
}
