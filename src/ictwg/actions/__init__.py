"""Actions: promised, moved, done."""
