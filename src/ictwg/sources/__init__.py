"""What files from elsewhere say: the same light blocks whatever program wrote them; nothing of it is understood here.

`reading` opens the files; readers that are compiled, or read what may be hostile, run in a process of their own
(`child`), and one bad file is one sentence. Texts need none: `markdown` gives the blocks of markdown as a tree and
`inline` the words in its markup; `word_text` finds tables and lists in what Word saves as plain text.
"""
