"""Decisions: taken in the room or by circulation, their votes, and what became of them."""
