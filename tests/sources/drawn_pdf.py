"""Small PDF files written by hand: what is drawn on each page, its fields and comments."""

from __future__ import annotations

from typing import Any, NamedTuple

FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "S": "Symbol", "D": "ZapfDingbats"}
SCAN = "q 595 0 0 842 0 0 cm /Scan Do Q"
"""A picture over the whole of a page of A4."""


class Drawn(NamedTuple):
    """A page: its stream, its annotations as dictionaries without `<<` and `>>`, and what else its dictionary says."""

    stream: str
    notes: tuple[str, ...] = ()
    more: str = ""


def text(x: float, y: float, said: str, font: str = "F", size: float = 11) -> str:
    """Letters at a place that is counted from below; `said` as a PDF escapes it."""
    return f"BT /{font} {size} Tf {x} {y} Td ({said}) Tj ET\n"


def lines(x: float, y: float, *said: str, step: float = 14, font: str = "F", size: float = 11) -> str:
    """One below the other."""
    return "".join(text(x, y - at * step, one, font, size) for at, one in enumerate(said))


def grid(across: tuple[float, ...], down: tuple[float, ...]) -> str:
    """All rules of a table."""
    flat = [f"{across[0]} {y} m {across[-1]} {y} l S\n" for y in down]
    return "".join((*flat, *(f"{x} {down[0]} m {x} {down[-1]} l S\n" for x in across)))


def drawn(*pages: Drawn | str) -> bytes:
    """The file."""
    fonts = " ".join(f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} >>" for key, name in FONTS.items())
    objects = {
        3: f"<< /Font << {fonts} >> /XObject << /Scan 4 0 R >> >>",
        4: "<< /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\n"
        "stream\n\x20\nendstream",
    }
    kids: list[int] = []
    fields: list[int] = []
    for page in (Drawn(one) if isinstance(one, str) else one for one in pages):
        notes = range(number := max(objects) + 1, number + len(page.notes))
        objects.update(zip(notes, (f"<< /Type /Annot {note} >>" for note in page.notes), strict=True))
        fields += [at for at, note in zip(notes, page.notes, strict=True) if "/Widget" in note]
        number += len(page.notes)
        data = page.stream.encode("latin-1")
        objects[number] = f"<< /Length {len(data)} >>\nstream\n{page.stream}\nendstream"
        objects[number + 1] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 3 0 R /Contents {number} 0 R "
            f"/Annots [{_all(notes)}] {page.more} >>"
        )
        kids.append(number + 1)
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{_all(fields)}] >> >>"
    objects[2] = f"<< /Type /Pages /Kids [{_all(kids)}] /Count {len(kids)} >>"
    return _file(objects)


Element = tuple[str, tuple[Any, ...]]
"""Of the tree of a tagged file: its type, with what else its dictionary says, and what is in it: others, or marks."""


def mark(number: int, stream: str) -> str:
    """What is drawn, with the number of its mark on the page."""
    return f"/P << /MCID {number} >> BDC\n{stream}EMC\n"


def tagged(tree: Element, *pages: str) -> bytes:
    """The file; the marks of the tree say the page, from 0, and the number on it."""
    whole = drawn(*(Drawn(page, more=f"/StructParents {at}") for at, page in enumerate(pages)))
    parts = whole.split(b"endobj\n")[:-1]
    objects = {
        int(part.split(b" ", 1)[0].split(b"\n")[-1]): part.split(b" obj\n", 1)[1].decode("latin-1") for part in parts
    }
    kids = [int(one.split()[0]) for one in objects[2].split("[")[1].split("]")[0].split(" R") if one.strip()]
    root = max(objects) + 1
    parents: list[dict[int, int]] = [{} for _ in pages]
    objects[root] = ""

    def put(element: Element, above: int) -> int:
        number = max(objects) + 1
        objects[number] = ""
        kind, inside = element
        told = []
        for one in inside:
            if isinstance(one[0], str):
                told.append(f"{put(one, number)} 0 R")
                continue
            page, marked = one
            parents[page][marked] = number
            told.append(f"<< /Type /MCR /Pg {kids[page]} 0 R /MCID {marked} >>")
        objects[number] = f"<< /Type /StructElem /S /{kind} /P {above} 0 R /K [{' '.join(told)}] >>\n"
        return number

    top = put(tree, root)
    marks = " ".join(f"{at} [{_all([of[one] for one in sorted(of)])}]" for at, of in enumerate(parents))
    objects[root] = f"<< /Type /StructTreeRoot /K {top} 0 R /ParentTree << /Nums [{marks}] >> >>\n"
    objects[1] = objects[1].replace("/Catalog", f"/Catalog /MarkInfo << /Marked true >> /StructTreeRoot {root} 0 R")
    return _file(objects)


def _all(numbers: range | list[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _file(objects: dict[int, str]) -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number in sorted(objects):
        places.append(len(data))
        data += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
