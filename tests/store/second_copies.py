"""Second copies that sync programs leave beside the shared file, and their names."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.store.office import Office, add_action

from ictwg.store.local.disk import Disk
from ictwg.store.store import Store
from ictwg.store.sync.copy_names import Client

COPY = "ictwg (conflicted copy 2010-02-12 104200).json"
SURE = (
    (Client.SYNCTHING, "ictwg.sync-conflict-20100212-104200-ABCDEF7.json"),
    (Client.NEXTCLOUD, "ictwg (conflicted copy 2010-02-12 104200).json"),
    (Client.NEXTCLOUD, "ictwg (conflicted copy ana maria 2010-02-12 104200).json"),
    (Client.NEXTCLOUD, "ictwg_conflict-20100212-104200.json"),
    (Client.DROPBOX, "ictwg (ANA-PC's conflicted copy 2010-02-12).json"),
    (Client.DROPBOX, "ictwg (Ana's conflicted copy 2010-02-12 (2)).json"),
    (Client.DROPBOX, "ictwg (ANA-PC’s conflicted copy).json"),
    (Client.DROPBOX, "ictwg (Copie en conflit de ANA-PC 2010-02-12).json"),
    (Client.DROPBOX, "ictwg (ANA-PCs in Konflikt stehende Kopie 2010-02-12).json"),
    (Client.DROPBOX, "ictwg (In Konflikt stehende Kopie von ANA-PC 2010-02-12).json"),
    (Client.DROPBOX, "ictwg (Copia en conflicto de ANA-PC 2010-02-12).json"),
    (Client.DROPBOX, "ictwg (Copia in conflitto di ANA-PC 2010-02-12).json"),
    (Client.DROPBOX, "ictwg (Cópia em conflito de ANA-PC 2010-02-12).json"),
    (Client.DROPBOX, "ictwg (Salinan konflik milik ANA-PC 2010-02-12).json"),
    (Client.DROPBOX, "ictwg (ANA-PC の競合コピー 2010-02-12).json"),
    (Client.ONEDRIVE, "ictwg-DESKTOP-6O2EVJG.json"),
    (Client.ONEDRIVE, "ictwg-DESKTOP-6O2EVJG-2.json"),
    (Client.ONEDRIVE, "ictwg-ANA_PC.json"),
    (Client.ONEDRIVE, "ictwg-Anas-MacBook-Pro.json"),
    (Client.ONEDRIVE, "ictwg-predator-safeBackup-0001.json"),
    (Client.GOOGLE, "ictwg (1).json"),
    (Client.GOOGLE, "ictwg(12).json"),
    (Client.SEAFILE, "ictwg (SFConflict ana@example.org 2010-02-12-10-42-00).json"),
    (Client.RESILIO, "ictwg.Conflict.json"),
    (Client.RESILIO, "ictwg.Conflict1.json"),
    (Client.RESILIO, "ictwg.Conflict 3.json"),
    (Client.RESILIO, "ictwg.Conflict.Conflict.json"),
    (Client.RESILIO, "ictwg.Conflict.json.conflict1"),
    (Client.RESILIO, "ictwg.Conflict (1).json"),
    (Client.RESILIO, "ictwg (1).Conflict.json"),
    (Client.RCLONE, "ictwg.json.conflict1"),
    (Client.RCLONE, "ictwg.json..path1"),
    (Client.RCLONE, "ictwg..path2.json"),
    (Client.PCLOUD, "ictwg [conflicted].json"),
    (Client.RCLONE, "ictwg.conflict2.json"),
    (Client.ICLOUD, "ictwg 2.json"),
    (Client.PENDING, "ictwg (ictwg pending ana-desk).json"),
    # Copies of copies, told by the program that came last.
    (Client.SYNCTHING, "ictwg (1).sync-conflict-20100212-104200-ABCDEF7.json"),
    (Client.RCLONE, "ictwg-ANA-PC.json.conflict2"),
    (Client.GOOGLE, "ictwg (Ana's conflicted copy 2010-02-12) (1).json"),
    # Windows and macOS may have changed the case, macOS the composition of letters.
    (Client.DROPBOX, "ICTWG (ANA-PC'S CONFLICTED COPY 2010-02-12).JSON"),
    (Client.DROPBOX, "ictwg (Co\u0301pia em conflito de ANA-PC 2010-02-12).json"),
)
"""Names of copies, each with the program that alone gives such names."""


def conflict(office: Office, name: str = COPY, text: str = "by Rui") -> Path:
    """Rui has edited while Ana did: his file lies beside hers, and nowhere else."""
    ours = office.shared.read_bytes()
    rui = office.open("rui")
    add_action(rui, text)
    rui.sync.share()
    rui.close()
    copy = office.shared.with_name(name)
    shutil.copy(office.shared, copy)
    office.shared.write_bytes(ours)
    shutil.rmtree(office.folder / "rui")
    return copy


def prepared(office: Office, *, disk: Disk | None = None) -> Store:
    store = office.create()
    add_action(store, "by Ana")
    store.sync.share()
    store.close()
    return office.open(disk=disk)
