"""A pause of hours takes no time; and while a thread works nothing is passed over."""

from __future__ import annotations

from time import monotonic, sleep

from textual.app import App
from textual.timer import Timer

HOURS = 7200.0
WORK = 0.1


async def test_a_pause_passes_at_once_and_every_timer_in_it_is_due() -> None:
    app: App[None] = App()
    begun = monotonic()
    ticks: list[int] = []
    async with app.run_test() as pilot:
        timer: Timer = app.set_interval(HOURS / 10, lambda: ticks.append(len(ticks)))
        await pilot.pause(HOURS + 1)
        timer.stop()
    assert ticks == [*range(10)]
    assert monotonic() - begun < HOURS / 100


async def test_a_thread_is_waited_for() -> None:
    app: App[None] = App()
    ended: list[float] = []

    def work() -> None:
        sleep(WORK)
        ended.append(monotonic())

    async with app.run_test() as pilot:
        app.run_worker(work, thread=True)
        await pilot.pause(WORK * 2)
        assert ended
