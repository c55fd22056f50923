"""The version, in a constant: reading package metadata costs 40 ms at start."""

__version__ = "0.1.0"
