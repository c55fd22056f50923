"""The reader of markdown minutes of groups that nobody here has seen.

Text becomes a tree of blocks (`markdown`), the tree a file's meetings (`segment`) and each meeting's sections
(`sections`, `outline`); people (`attendance`, `people`), actions and decisions (`markers`, `actions`) and tables
(`tables`) are told by kinds of notation, never by file or group. What is not understood stays a note in its place.
"""
