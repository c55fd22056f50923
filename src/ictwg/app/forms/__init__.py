"""Forms as plain data: what is asked in each field, what may be chosen, and the change that the answers become.

    choices, fields    one of several, and one line of a form
    declared           forms derived from the declared fields of a record type
    the others         forms of one area, with the use cases that take their values

The terminal shows them as widgets; a test, or another interface, fills them in as dicts.
"""
