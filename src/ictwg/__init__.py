"""The working desk of a working group's secretariat."""

from ictwg.__about__ import __version__

__all__ = ["__version__"]
