"""Our own minutes as records again: what a sheet says is made where it is missing, and compared where it is here."""
