"""Records from the sheets of our own minutes: made where they are missing, compared where they are here."""
