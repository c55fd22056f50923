"""The engine: what can be done with a record of any declared type."""
