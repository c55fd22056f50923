"""Two real Syncthing nodes on this computer: they know each other alone, and nobody else is asked for anything.

No announcing, no relays, no address translation, no usage reports, no upgrades: two addresses on the loopback.
"""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from random import randrange
from types import TracebackType
from typing import Any, Self

FOLDER = "group"
KEY = "for-these-two-alone"
CONFIG = """<configuration version="37">
  <folder id="{folder}" label="" path="{path}" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true"
      fsWatcherDelayS="1" ignorePerms="true" autoNormalize="true">
    {folder_devices}
    <minDiskFree unit="%">0</minDiskFree>
    <maxConflicts>10</maxConflicts>
  </folder>
  {devices}
  <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>{key}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <urAccepted>-1</urAccepted>
    <crashReportingEnabled>false</crashReportingEnabled>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <minHomeDiskFree unit="%">0</minHomeDiskFree>
  </options>
</configuration>
"""
_STARTS_WITHIN = 60


class Node:
    """One Syncthing; its folder stands ready before it runs."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "syncthing"
        self.shared = folder / "shared"
        self.shared.mkdir(parents=True)
        self.port, self._gui = _free_port(), _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        _syncthing("generate", "--no-default-folder", "--home", str(self.home))
        self.id = _syncthing("serve", "--device-id", "--home", str(self.home)).strip()

    def meet(self, others: tuple[Node, ...]) -> None:
        """Writes the configuration: these devices, this folder."""
        nodes = (self, *others)
        devices = (
            f'<device id="{node.id}" name="{node.port}" compression="never">'
            f"<address>tcp://127.0.0.1:{node.port}</address></device>"
            for node in nodes
        )
        config = CONFIG.format(
            folder=FOLDER,
            path=self.shared,
            folder_devices="".join(f'<device id="{node.id}"/>' for node in nodes),
            devices="".join(devices),
            gui=self._gui,
            port=self.port,
            key=KEY,
        )
        (self.home / "config.xml").write_text(config)

    def start(self) -> None:
        words = ["syncthing", "serve", "--no-browser", "--no-restart", "--no-upgrade", "--home", str(self.home)]
        with (self.home / "said").open("ab") as said:
            self._process = subprocess.Popen(words, stdout=said, stderr=said)
        end = time.monotonic() + _STARTS_WITHIN
        while self._asked("system/ping") is None:
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.home / "said").read_text()[-2000:])
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)
            self._process = None

    @property
    def in_sync(self) -> bool:
        """Whether it is idle and neither lacks anything of the other nor has anything that the other lacks."""
        status, completion = self._asked(f"db/status?folder={FOLDER}"), self._asked(f"db/completion?folder={FOLDER}")
        return (
            status is not None
            and completion is not None
            and status["state"] == "idle"
            and status["needTotalItems"] == 0
            and completion["completion"] == 100
        )

    def _asked(self, what: str) -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self._gui}/rest/{what}", headers={"X-API-Key": KEY})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - our own address
                return json.load(answer)
        except (OSError, urllib.error.URLError):
            return None


class Pair:
    """Two nodes that run while the block does."""

    def __init__(self, folder: Path) -> None:
        self.nodes = (Node(folder / "one"), Node(folder / "two"))
        one, two = self.nodes
        one.meet((two,))
        two.meet((one,))

    def __enter__(self) -> Self:
        for node in self.nodes:
            node.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for node in self.nodes:
            node.stop()

    def wait_for(self, seconds: float) -> bool:
        """Whether both are in sync within this time."""
        end = time.monotonic() + seconds
        while not all(node.in_sync for node in self.nodes):
            if time.monotonic() > end:
                return False
            time.sleep(0.2)
        return True


def _free_port() -> int:
    """One that nobody else gets by chance before Syncthing listens on it: below those that the system gives away."""
    while True:
        port = randrange(20_000, 30_000)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


def _syncthing(*words: str) -> str:
    return subprocess.run(["syncthing", *words], check=True, capture_output=True, text=True).stdout
