"""Imports minutes of this or other groups, and lists of members.

One import is one change and one undo. Ids are derived from what the source says (who, when, which words), so that
the same file brought in twice, or on two devices, makes the same records once. What a person has changed since is
left alone: a file that changed adds what is new in it and touches nothing else.
"""
