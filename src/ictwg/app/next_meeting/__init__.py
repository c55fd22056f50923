"""Preparing the next meeting: its day and its agenda are proposed from what the earlier ones have left.

proposal    what is proposed, as values           day        when: as agreed, by the rule, or by hand
sources     why an item is there, one function    assembling the sources in the order of an agenda
accepting   the meeting in one transaction        templates  what the agendas of a kind begin with
carry_over  what earlier meetings did not conclude
"""
