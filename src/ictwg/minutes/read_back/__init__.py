"""Our own minutes, read back into the sheet that they were printed from."""
