"""Search over everything."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "adopted": "As adopted:",
    "title": "Search everything",
    "placeholder": "shelters, or: what did we decide on shelters?",
    "hint": "Type one word or several; Enter goes to the very line.\n"
    "Narrow it down: kind:decision · in:minutes · meeting:M-2010-03 · from:2010-01 · owner:MoJ · is:open",
    "nothing": "Nothing has “{words}”.",
    "meant": "Nothing has “{word}”; shown is “{meant}”",
    "count": {"one": "{count} place", "other": "{count} places"},
    "most": "the first {count} places",
    "kind": "Kind",
    "where": "Where",
    "day": "Day",
    "text": "Text",
    "line": "line {number}",
    "small_words": "what which who when where did do does we us our the a an of on in at to for about is are was were "
    "and it that this with from by have has had",
    "deciding_words": "decide decided decides deciding",
}
