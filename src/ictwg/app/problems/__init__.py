"""*To check*: the one list of what is not in order."""
