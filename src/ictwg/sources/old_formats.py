"""Files of old kinds, which LibreOffice writes anew where it is installed: all of a folder together."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NEW_FORMATS: Mapping[str, str] = {
    ".doc": "docx",
    ".rtf": "docx",
    ".dot": "docx",
    ".wps": "docx",
    ".ppt": "pdf",
    ".pptx": "pdf",
    ".odp": "pdf",
}
"""By the end of the name: as what it is read."""

_SECONDS = 60
_SECONDS_EACH = 5


def written_anew(files: Iterable[Path], folder: Path) -> dict[Path, Path]:
    """Those that LibreOffice can open, by their files, as new ones in the folder; none where it is not installed."""
    office = _office()
    if office is None:
        return {}
    found: dict[Path, Path] = {}
    copies = {folder / f"{number}{file.suffix.lower()}": file for number, file in enumerate(files)}
    for suffix in sorted({NEW_FORMATS[copy.suffix] for copy in copies}):
        theirs = [copy for copy in copies if NEW_FORMATS[copy.suffix] == suffix]
        for copy in theirs:
            shutil.copyfile(copies[copy], copy)
        profile = (folder / "profile").as_uri()
        command = [office, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", suffix]
        with suppress(subprocess.TimeoutExpired, OSError):
            subprocess.run(  # noqa: S603 - the program that we looked up
                [*command, "--outdir", str(folder), *map(str, theirs)],
                check=False,
                timeout=_SECONDS + _SECONDS_EACH * len(theirs),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        anew = {copies[copy]: copy.with_suffix(f".{suffix}") for copy in theirs}
        found |= {file: new for file, new in anew.items() if new.is_file()}
    return found


def _office() -> str | None:
    """Where it is: on the path, else where its installers put it."""
    places = {
        "win32": (r"C:\Program Files\LibreOffice\program\soffice.exe",),
        "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    }
    installed = (place for place in places.get(sys.platform, ()) if Path(place).is_file())
    return shutil.which("soffice") or shutil.which("libreoffice") or next(installed, None)
