"""The program of the system that opens files, as a test wants it."""

from __future__ import annotations

from pathlib import Path


def opener(folder: Path, script: str) -> None:
    command = folder / "xdg-open"
    command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    command.chmod(0o700)
