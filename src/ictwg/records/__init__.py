"""What can be done with a record of any type: find, list, filter, edit and show it, by what its type declares.

The declarations themselves are in `ictwg.domain.records`; the rules of one type only are in the `hooks` of its area.
"""
