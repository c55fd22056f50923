"""Bugs that lose at a power cut what was saved: `tests.bench.power_cuts --bugs` tells by which seed each is found."""

from __future__ import annotations

from tests.merge.mutations import Mutation

JOURNAL, ATOMIC, DISK = "store/local/journal.py", "store/local/atomic.py", "store/local/disk.py"
LOCAL, REPLICA = "store/local/local.py", "store/local/replica.py"
INBOUND, HISTORY = "store/sync/inbound.py", "store/history.py"
SEEDS = "tests/store/test_power_cuts.py::test_nothing_that_was_saved_is_lost"

POWER_MUTATIONS = tuple(
    Mutation(what, module, old, new, SEEDS)
    for what, module, old, new in (
        ("an edit is not synced", JOURNAL, "self._disk.sync_data(self._fd)", "pass"),
        ("the folder of the journals is not synced", JOURNAL, "        sync_folder(self._disk, self._folder)", ""),
        ("a new folder is not synced into the one above it", DISK, "sync_folder(self, above)", "pass"),
        ("a file is renamed before it is synced", ATOMIC, "                disk.sync(fd)\n", "                pass\n"),
        ("the folder of a renamed file is not synced", ATOMIC,
         "    if durable:\n        sync_folder", "    if False:\n        sync_folder"),
        ("the replica is not synced", REPLICA, "replace_file(self.disk, self.path, data)",
         "replace_file(self.disk, self.path, data, durable=False)"),
        ("journals go before the replica is written", LOCAL,
         "            self._save(self.memory.lines)\n            self._saved()",
         "            self._saved()\n            self._save(self.memory.lines)"),
        ("the base is ahead of the replica", INBOUND, "self._local.adopt(joined.lines, joined.changed)",
         "self._local.memory.take(joined.lines, joined.changed)"),
        ("a journal is gone on with after its sync has failed", JOURNAL,
         "        with bearing():\n            self.rotate()\n", "        self.size = self.size\n"),
        ("a torn line keeps its journal for ever", JOURNAL, "parse(disk.read_from(path, size)).payloads",
         'disk.read_from(path, size).strip(b"\\0")'),
        ("short writes end the line", DISK, "while written < len(data):", "while False:"),
        ("a failed read of undo is no message", HISTORY, "    @answering()\n    def undo", "    def undo"),
    )
)  # fmt: skip
