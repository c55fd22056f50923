"""Meetings before their minutes: agenda, invitation, roll call; and what is shown of adopted ones."""
