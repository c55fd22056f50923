"""What keeps the shared file from being read or written now: since when, and how it is told.

A file that is there but cannot be used may be written over after a minute, once somebody was told.
"""

from __future__ import annotations

from ictwg.errors import LockedError, NotReadyError
from ictwg.locales import t
from ictwg.store.local.replica import stamp_of
from ictwg.store.sync.outgoing import Outgoing
from ictwg.store.sync.reading import Read, ReadOnly, Unreachable
from ictwg.store.sync.reports import Outcome, ShareReport


class Impeded(Outgoing):
    """Notes what is in the way."""

    def _wait(self, read: Read, what: str, hint: str, report: ShareReport, *, told: bool) -> ShareReport:
        """The file is there but cannot be used; after a minute, and once told, ours may go over it."""
        now_ms = self._local.clock.now_ms()
        waiting = self.known.not_ready(what, hint, read.stamp, now_ms)
        if waiting.over(now_ms):
            return report
        waiting.told = waiting.told or told
        return report._replace(outcome=Outcome.WAITING, problem=what, hint=hint)

    def _renamed(self, read: Read, what: str, hint: str, report: ShareReport) -> ShareReport:
        from ictwg.store.sync.vanished import may_write_anew

        now_ms = self._local.clock.now_ms()
        if may_write_anew(self.known, now_ms, news=self._has_news()):
            return report
        self.known.not_ready(what, hint, read.stamp, now_ms)
        return report._replace(outcome=Outcome.WAITING, problem=what, hint=hint)

    def _told(self, refusal: ReadOnly | Unreachable | NotReadyError | LockedError, report: ShareReport) -> ShareReport:
        if isinstance(refusal, ReadOnly):
            return read_only(report, str(refusal), refusal.hint)
        if isinstance(refusal, Unreachable):
            return self._lost(str(refusal), report)
        if isinstance(refusal, LockedError):
            seen = stamp_of(self._disk, self.path)
            refusal = LockedError(refusal.message, t("encryption.locked_here.hint"))
            self.known.not_ready(refusal.message, refusal.hint, seen, self._local.clock.now_ms())
        # Too large to be ours, or encrypted and the passphrase is not here: nothing goes over what was not even read.
        return report._replace(outcome=Outcome.WAITING, problem=refusal.message, hint=refusal.hint)

    def _lost(self, why: str, report: ShareReport) -> ShareReport:
        self.known.lost(self._local.clock.now_ms())
        return report._replace(outcome=Outcome.UNREACHABLE, problem=why, hint=t("store.unreachable_hint"))


def read_only(report: ShareReport, problem: str, hint: str) -> ShareReport:
    return report._replace(outcome=Outcome.READ_ONLY, problem=problem, hint=hint)
