"""What `ictwg check` finds."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "dot_not_covered": "holds a write that the file's context does not know: {dot}",
    "dot_twice": "two transactions carry the same mark {dot}",
    "line_damaged": "cannot be read: {what}",
    "line_differs": "is not written as this program would write it",
    "digest": "{path}: the digest is not that of the content",
    "not_readable": "{path}: {what}",
    "copy_damaged": "{path}: {what}",
    "shared_damaged": "{path}: {what}",
    "journal_damaged": {
        "one": "{count} line of a journal is damaged",
        "other": "{count} lines of journals are damaged",
    },
    "share_behind": "the shared file is said to hold writes that this computer does not have",
    "dangling": "{field} points at {target}, which is not there",
    "trashed_link": "{field} points at {target}, which is in the trash",
    "double_reference": "{reference} is carried by {count} records",
    "ends_before": "{end} {last} is before {begin} {first}",
    "mends.repair": "`ictwg repair` mends it",
    "mends.to_mend": "*To mend* in the program has the way out",
    "mends.restore": "bring in a copy with `ictwg merge`, or take a backup: `ictwg backups`",
    "mends.share": "`ictwg share`: once it has not changed for a minute, it is written again from this computer",
    "mends.sealing": "close the group in other windows; the next `ictwg share` seals it",
    "in_the_plain": "{path}: holds records that are not encrypted, and the group is",
    "cycle": "{field} leads back to the record itself",
}
