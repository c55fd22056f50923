"""Pictures of an application: SVG from Textual, PNG where rsvg-convert is there.

python tests/tools/picture.py tests.ui.stage_program:StageProgram OUT.svg --size 80x24 --keys down,space
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from textual.app import App


async def take(
    make: Callable[[], App[Any]],
    path: Path,
    *,
    size: tuple[int, int] = (80, 24),
    keys: Sequence[str] = (),
    theme: str = "",
) -> Path:
    """The picture's path: a PNG beside the SVG where one could be made, else the SVG."""
    app = make()
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        if theme:
            app.theme = theme
        await pilot.press(*keys)
        await pilot.pause(0.2)
        app.save_screenshot(path.name, str(path.parent))
    return as_png(path)


def as_png(svg: Path) -> Path:
    """Leading spaces of a run are lost in rsvg unless the text says that they count."""
    text = svg.read_text(encoding="utf-8")
    svg.write_text(text.replace("<text ", '<text xml:space="preserve" '), encoding="utf-8")
    converter = shutil.which("rsvg-convert")
    if converter is None:
        return svg
    png = svg.with_suffix(".png")
    subprocess.run([converter, str(svg), "-o", str(png)], check=True)
    return png


def _maker(name: str) -> Callable[[], App[Any]]:
    module, _, attribute = name.partition(":")
    made: Callable[[], App[Any]] = getattr(import_module(module), attribute)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("app", help="module:callable that returns an App")
    parser.add_argument("path", type=Path)
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--keys", default="")
    parser.add_argument("--theme", default="")
    options = parser.parse_args()
    columns, _, lines = options.size.partition("x")
    keys = [key for key in options.keys.split(",") if key]
    size = (int(columns), int(lines))
    print(asyncio.run(take(_maker(options.app), options.path, size=size, keys=keys, theme=options.theme)))


if __name__ == "__main__":
    main()
