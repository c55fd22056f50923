"""Pictures of every screen and state, to be looked at: PNG where rsvg-convert is there, with what is hard to read.

python -m tests.tools.pictures OUT [--only WORD] [--size 80x24] [--theme day] [--no-color]

Each scene of `scenes.py` is played once for every size on a copy of its group that is thrown away. What is printed
at the end are texts whose colour is too near to what they stand on (WCAG 2.1, 1.4.3).
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.tools.picture import as_png
from tests.tools.scenes import SCENES
from tests.tools.show import Scene, Show
from tests.ui.contrast import hard_to_read
from textual.app import App

SIZES = ((80, 24), (120, 36))


class Taken(NamedTuple):
    name: str
    path: Path
    faults: tuple[str, ...]


class Camera:
    """Takes the pictures of one size and theme into a folder."""

    def __init__(self, folder: Path, size: tuple[int, int], theme: str) -> None:
        self.folder = folder
        self.size = size
        self.theme = theme
        self.taken: list[Taken] = []
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, app: App[Any], name: str) -> None:
        path = self.folder / f"{name}.svg"
        app.save_screenshot(path.name, str(self.folder))
        strips = app.screen._compositor.render_strips(app.size)
        path.with_suffix(".txt").write_text("\n".join(strip.text.rstrip() for strip in strips), encoding="utf-8")
        png = as_png(path)
        if png != path:
            path.unlink()
        self.taken.append(Taken(name, png, hard_to_read(app)))

    async def play(self, scene: Scene) -> None:
        """One scene from its beginning, on a group of its own."""
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder, scene.opened(Path(folder)) as app:
            async with app.run_test(size=self.size, notifications=True) as pilot:
                await pilot.pause(0.3)
                if self.theme:
                    app.theme = self.theme
                    await pilot.pause()
                await scene.play(Show(app, pilot, self.take))


@contextmanager
def colours(*, none: bool) -> Iterator[None]:
    """With the wish for no colours (no-color.org), or with none known."""
    before = os.environ.pop("NO_COLOR", None)
    if none:
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)
        if before is not None:
            os.environ["NO_COLOR"] = before


def _size(text: str) -> tuple[int, int]:
    columns, _, lines = text.partition("x")
    return int(columns), int(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="scenes whose name holds this word")
    parser.add_argument("--size", type=_size, help="one size instead of both")
    parser.add_argument("--theme", default="")
    parser.add_argument("--no-color", action="store_true")
    options = parser.parse_args()
    for size in [options.size] if options.size else SIZES:
        columns, lines = size
        kind = "no-color" if options.no_color else options.theme or "own"
        camera = Camera(options.folder / f"{columns}x{lines}-{kind}", size, options.theme)
        with colours(none=options.no_color):
            for scene in SCENES:
                if options.only in scene.name:
                    asyncio.run(camera.play(scene))
        for taken in camera.taken:
            print(taken.path, *taken.faults, sep="\n    ")


if __name__ == "__main__":
    main()
