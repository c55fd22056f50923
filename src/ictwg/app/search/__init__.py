"""Search over everything that the group has written."""
