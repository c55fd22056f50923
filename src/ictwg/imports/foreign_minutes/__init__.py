"""The reader of minutes of groups that nobody here has seen: texts of every source, as lines (`ictwg.sources`).

A line is made what markdown would call it, the blocks become a file's meetings, each meeting's sections, and these its
people, items, entries and facts. All is told by kinds of notation, never by file or group; words are data
(`import_words.json`); what is unsure is asked (`imports.doubts`), and what is not understood stays a note in its place.

    reader        a file as `ReadFile` (`model`), or why it is none, with the way out; no word is lost; of each meeting
                  which section is a roll, an agenda, a part or a topic
    plain_text    headings, lists and paragraphs of texts without marks: numbered lines, letterheads, flattened pages
    flattened     tables of actions that a text gives away one cell a line, put together again
    page          the lines and blocks of one file, and the labels that lines begin with
    segment       which meetings a file holds: titles, the right day, templates, files that are no minutes
    sections      the tree of headings, real ones and those that only look so; what a heading says besides its topic
    words         what the headings, labels, marks and cells of minutes are called

    attendance    rolls: lists, labelled lines and paragraphs, and sentences that say who came or was away
    names         lists of people: what parts them, and bodies before or behind their people
    people        one person: name, post, body, and what the line says of the coming
    tables        tables: rolls with marks, topics with what was agreed, actions, facts

    entries       running text and bullets, in their order
    markers       lines that a mark makes an action or decision: "Action: …", "[ ] …", "Vote: 5-0", motions
    prose         sentences that decide, promise or charge somebody, also with owners joined by "and"
    actions       one action or decision: what, who, until when, how far
    builder       the meeting while it is read
"""
