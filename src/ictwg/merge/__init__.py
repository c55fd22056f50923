"""Bringing copies together: an OR-map of multi-value registers (STORE.md §2). Pure: no clock, no disk, no locale.

    values      what a field can hold, and its canonical bytes
    dots        who wrote what: `actor@n`, and contexts, which say what a copy has seen
    registers   one field: all values that nobody who saw them has replaced
    rows        one record: its registers; deleting, purging, writing
    stamps      a record as its line shows it (`_v`, `_c`), a function of its registers
    redactions  the one exception to "never lost"
    join        what copies say beside their records

The laws stand in words in `join`.
"""
