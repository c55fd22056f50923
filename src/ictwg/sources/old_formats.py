"""Files of old kinds, which LibreOffice writes anew where it is installed: all of a folder together."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

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

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}
</oor:items>
"""
_NO_PROXY = {
    f"ooInet{kind}Proxy{what}": said
    for kind in ("HTTP", "HTTPS")
    for what, said in (("Name", "127.0.0.1"), ("Port", "9"))
}
_ALONE = {
    "Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
        "DisableMacrosExecution": "true",
    },
    "Office.Writer/Content/Update": {"Link": "2"},
    "Inet/Settings": {"ooInetProxyType": "2", "ooInetNoProxy": "", **_NO_PROXY},
}
"""It fetches nothing that a file names, as pictures and styles elsewhere, which would tell its sender that it was read:
the proxy that it shall ask is nobody."""

_SECONDS = 60
_SECONDS_EACH = 5


def written_anew(files: Iterable[Path], folder: Path) -> dict[Path, Path]:
    """Those that LibreOffice can open, by their files, as new ones in the folder; none where it is not installed."""
    office = _office()
    if office is None:
        return {}
    found: dict[Path, Path] = {}
    copies = dict(_copied(files, folder))
    _settle(folder / "profile")
    for suffix in sorted({NEW_FORMATS[copy.suffix] for copy in copies}):
        theirs = [copy for copy in copies if NEW_FORMATS[copy.suffix] == suffix]
        profile = (folder / "profile").as_uri()
        command = [office, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", suffix]
        with suppress(OSError):
            command += ["--outdir", str(folder), *map(str, theirs)]
            _run(command, folder, _SECONDS + _SECONDS_EACH * len(theirs))
        anew = {copies[copy]: copy.with_suffix(f".{suffix}") for copy in theirs}
        found |= {file: new for file, new in anew.items() if new.is_file()}
    return found


def _copied(files: Iterable[Path], folder: Path) -> Iterator[tuple[Path, Path]]:
    """Each with its copy before it; what is no file, or nobody may read, has none."""
    for number, file in enumerate(files):
        copy = folder / f"{number}{file.suffix.lower()}"
        with suppress(OSError):
            if file.is_file():
                shutil.copyfile(file, copy)
                yield copy, file


def _settle(profile: Path) -> None:
    items = (
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{said}</value></prop>'
        "</item>"
        for path, settings in _ALONE.items()
        for name, said in settings.items()
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format("\n".join(items)), "utf-8")


_NEEDED = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH")
_OWN = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TMP", "TEMP")
"""What it finds and leaves there goes with the folder."""

_MOST_MEMORY = 4 << 30
"""Bytes, of which it takes two for itself."""


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Until it is done; where it takes too long, all that it started ends with it."""
    nowhere = subprocess.DEVNULL
    known = {name: os.environ[name] for name in _NEEDED if name in os.environ} | dict.fromkeys(_OWN, str(folder))
    office = subprocess.Popen(  # noqa: S603 - the program that we looked up
        command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True, env=known
    )
    try:
        _limit(office.pid)
        office.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if sys.platform != "win32":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(office.pid, signal.SIGKILL)
        office.kill()
        office.wait()


def _limit(pid: int) -> None:
    """The memory of the process and of all that it starts, on Linux alone."""
    if sys.platform == "linux":
        import resource

        with suppress(OSError):  # it has ended
            resource.prlimit(pid, resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _office() -> str | None:
    """Where it is: on the path, else where its installers put it."""
    places = {
        "win32": (r"C:\Program Files\LibreOffice\program\soffice.exe",),
        "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    }
    installed = (place for place in places.get(sys.platform, ()) if Path(place).is_file())
    return shutil.which("soffice") or shutil.which("libreoffice") or next(installed, None)
