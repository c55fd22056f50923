"""A Word letterhead, and one with everything in it that reaches out, runs, or tells of its author."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.shared import Mm, Pt
from PIL import Image
from tests.file_texts import parts

EVIL = "evil"
"""Stands in everything that may not be in a paper."""
SHOWN = ("Ministry of Examples", "In-a-link", "In-a-control", "In-a-box", "Inserted", "Old-result", "Street 1")
"""What is printed in head and foot."""


def picture(of: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (30, 20), (10, 90, 10)).save(made, of)
    return made.getvalue()


def letterhead() -> bytes:
    """As an office makes one."""
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(30)
    head = section.header.paragraphs[0]
    head.add_run().add_picture(BytesIO(picture()), height=Mm(15))
    head.add_run(SHOWN[0])
    section.footer.paragraphs[0].text = SHOWN[-1]
    word.styles["Heading 1"].font.size = Pt(26)
    word.add_paragraph("Text of the letterhead evil-body")
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def zipped(made: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, part in made.items():
            packed.writestr(name, part)
    return out.getvalue()


def hostile_letterhead() -> bytes:
    made = parts(letterhead())
    made["word/header1.xml"] = _within(made["word/header1.xml"], "w:hdr", _HEAD, _NAMES)
    made["word/_rels/header1.xml.rels"] = _within(made["word/_rels/header1.xml.rels"], "Relationships", _OF_HEAD)
    made["word/footer1.xml"] = _within(made["word/footer1.xml"], "w:ftr", _FOOT)
    made["word/document.xml"] = _within(made["word/document.xml"], "w:body", "", first=_BODY)
    made["word/_rels/document.xml.rels"] = _within(made["word/_rels/document.xml.rels"], "Relationships", _OF_BODY)
    made["word/settings.xml"] = _within(made["word/settings.xml"], "w:settings", "", first=_SETTINGS)
    made["word/_rels/settings.xml.rels"] = _OF_SETTINGS
    made["word/styles.xml"] = _within(made["word/styles.xml"].replace(b'"Heading2"', b'"Ttulo2"'), "w:styles", _STYLE)
    made["[Content_Types].xml"] = _within(made["[Content_Types].xml"], "Types", _KINDS)
    made["word/theme/theme1.xml"] = _within(
        made["word/theme/theme1.xml"], "a:theme", f'<a:blip {_NAMESPACE} r:embed="x"/>'
    )
    made["docProps/core.xml"] = re.sub(rb"python-docx", b"evil-author", made["docProps/core.xml"])
    made["docProps/app.xml"] = _within(made["docProps/app.xml"], "Properties", "<Manager>evil-manager</Manager>")
    made["word/vbaProject.bin"] = made["word/embeddings/oleObject1.bin"] = b"\xd0\xcf\x11\xe0 evil-macro"
    made["word/afchunk.html"] = b"<script>evil-chunk</script>"
    made["customXml/item1.xml"] = b"<evil-data/>"
    made["word/comments.xml"] = b"<w:comments>evil-comment</w:comments>"
    made["word/charts/evil.xml"] = b"<evil-chart/>"
    made["word/media/evil.emf"] = b"\x01\x00\x00\x00evil-drawing"
    made["word/media/evil.png"] = picture().replace(b"IDAT", b"IDAX") + b"evil"
    return zipped(made)


def _within(part: bytes, root: str, more: str, names: str = "", first: str = "") -> bytes:
    """More at the end of the root, or before what stands first in it."""
    begins = re.search(rf"<{root}\b[^>]*>".encode(), part)
    assert begins is not None
    declared = begins[0][:-1] + names.encode() + b">"
    inside = part[begins.end() :].replace(f"</{root}>".encode(), f"{more}</{root}>".encode())
    return part[: begins.start()] + declared + first.encode() + inside


def _rel(id: str, kind: str, target: str, mode: str = ' TargetMode="External"') -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="{id}" Type="{kinds}/{kind}" Target="{target}"{mode}/>'


def _related(*told: str) -> str:
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{names}">{"".join(told)}</Relationships>'


_NAMESPACE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_NAMES = ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_KINDS = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
_KINDS += '<Default Extension="emf" ContentType="image/x-emf"/><Default Extension="html" ContentType="text/html"/>'
_OF_SETTINGS = _related(_rel("t1", "attachedTemplate", "http://evil-template/x.dotm")).encode()
_SETTINGS = f'<w:attachedTemplate r:id="t1" {_NAMESPACE}/>'
_OF_HEAD = "".join((
    _rel("e1", "image", "http://evil-image/x.png"),
    _rel("e2", "hyperlink", "http://evil-link/"),
    _rel("e3", "image", "media/evil.emf", ""),
    _rel("e4", "oleObject", "embeddings/oleObject1.bin", ""),
    _rel("e6", "image", "media/evil.png", ""),
    _rel("e7", "chart", "charts/evil.xml", ""),
    _rel("e8", "image", "media/image1.png", ""),
))  # fmt: skip
_OF_BODY = "".join((
    _rel("b1", "vbaProject", "vbaProject.bin", ""),
    _rel("b2", "aFChunk", "afchunk.html", ""),
    _rel("b3", "customXml", "../customXml/item1.xml", ""),
    _rel("b4", "comments", "comments.xml", ""),
    _rel("b5", "subDocument", "http://evil-part/x.docx"),
))  # fmt: skip
_BODY = f'<w:altChunk {_NAMESPACE} r:id="b2"/>'
_STYLE = (
    '<w:style w:type="paragraph" w:styleId="Boxed"><w:name w:val="Another"/><w:rsid w:val="00e711ff"/>'
    '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr><w:pPrChange w:id="1" w:author="evil-changer"/></w:pPr></w:style>'
)


_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _drawing(
    inner: str, *, uri: str = "http://schemas.openxmlformats.org/drawingml/2006/picture", link: str = ""
) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="7" name="evil-name" descr="C:\\evil-path">'
        f'{link}</wp:docPr><a:graphic xmlns:a="{_MAIN}">'
        f'<a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _blip(of: str) -> str:
    return _drawing(
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="evil-file"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip {of}><a:extLst><a:ext uri="evil-more"/></a:extLst></a:blip><a:stretch>'
        "<a:fillRect/></a:stretch></pic:blipFill><pic:spPr/></pic:pic>",
        link=f'<a:hlinkClick xmlns:a="{_MAIN}" r:id="e2" tooltip="evil-tip"/>',
    )


def _field(*codes: str, result: str = "") -> str:
    code = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in codes)
    begin, apart, end = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end"))
    return f"{begin}{code}{apart}<w:r><w:t>{result}</w:t></w:r>{end}"


_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_BOX = (
    _drawing(
        f"<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx><w:txbxContent><w:p><w:r><w:t>{SHOWN[3]}</w:t></w:r></w:p>"
        "</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>",
        uri=_SHAPE,
    )
    .removeprefix("<w:r>")
    .removesuffix("</w:r>")
)
_BLIPS = *(f'r:embed="{one}"' for one in ("e3", "e6", "nothing")), 'r:link="e1"', 'r:embed="e8" r:link="e1"'
_HEAD = "".join((
    '<w:p><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr><w:pPrChange w:id="4" w:author="evil-looks"/></w:pPr>',
    *map(_blip, _BLIPS),
    _drawing('<c:chart r:id="e7"/>', uri="http://schemas.openxmlformats.org/drawingml/2006/chart"),
    f'<w:hyperlink r:id="e2" w:tooltip="evil-tooltip"><w:r><w:t>{SHOWN[1]}</w:t></w:r></w:hyperlink>',
    '<w:sdt><w:sdtPr><w:tag w:val="evil-tag"/><w:dataBinding w:xpath="/evil" w:storeItemID="{0}"/></w:sdtPr>',
    f"<w:sdtContent><w:r><w:t>{SHOWN[2]}</w:t></w:r></w:sdtContent></w:sdt>",
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{_BOX}</mc:Choice>',
    "<mc:Fallback><w:pict><v:shape><v:textbox>evil-fallback</v:textbox></v:shape></w:pict></mc:Fallback>",
    "</mc:AlternateContent></w:r>",
    f'<w:ins w:id="1" w:author="evil-inserter"><w:r w:rsidR="00e711aa"><w:t>{SHOWN[4]}</w:t></w:r></w:ins>',
    '<w:del w:id="2" w:author="evil-deleter"><w:r><w:delText>evil-deleted</w:delText></w:r></w:del>',
    '<w:commentRangeStart w:id="evil-range"/><w:r><w:commentReference w:id="evil-reference"/></w:r>',
    '<w:bookmarkStart w:id="3" w:name="evil-bookmark"/><!-- evil-remark --><?evil-instruction x?>',
    _field(" INCLUDEPICTURE ", '"http://evil-fetched/x.png" \\d', result=SHOWN[5]),
    _field(" IF ", _field('DDEAUTO c "evil-command"'), " = 1 "),
    '<w:r><w:instrText>INCLUDETEXT "http://evil-loose"</w:instrText></w:r>',
    '<w:fldSimple w:instr="LINK evil-sheet"><w:r><w:t>x</w:t></w:r></w:fldSimple>',
    '<w:r><w:object><o:OLEObject Type="Embed" ProgID="evil-program" r:id="e4"/></w:object></w:r>',
    '<w:r><w:pict><v:shape><v:imagedata r:id="e1" o:title="evil-title"/></v:shape></w:pict></w:r>',
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="evil-entry"/></w:ffData></w:fldChar></w:r>',
    "</w:p>",
    '<w:tbl><w:tr><w:tc><w:altChunk r:id="b2"/></w:tc></w:tr></w:tbl>',
))  # fmt: skip
_NUMBER = _field(" PAGE ", " \\* MERGEFORMAT ", result="1")
_FOOT = f"<w:p>{_NUMBER}</w:p>"
