"""What a working group is: the record types, their closed lists, and rules over records. No file, clock or screen.

    records        every record, each field in one line; `schema` and `fields` say what such a line may be
    values         the closed lists: states, kinds, functions
    state          what a rule reads; changes: what a use case returns; `seen` is the state as one audience sees it
    when           days as people type them; periods, spans, overdue, recurrence and calendar: what holds on a day
    access         who may see what

Users' words come from `locales`; nothing else of the program is known here.
"""
