"""Taking minutes, from the first line to adoption."""
