"""The report's HTML page for Qt: on the Report page, and on paper.

A browser draws the page with its own style, but `QTextDocument` supports neither SVG nor grids.
So Qt draws the page's SVG curves and signs as pictures, and grids become tables. Words and figures
stay the same: there is one report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from html.parser import HTMLParser

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtSvg import QSvgRenderer

from core.text.curves import COLORS, color_number
from gui.look.theme import LIGHT
from gui.look.wording import LONG, breakable
from gui.report.columns import shares_of

SHARPNESS = 3  # pixels of a drawing to one of the page
CHART_WIDTH, SIGN, LEGEND = 590, 12, QSize(28, 10)
PADDING, DENSE = 3, 2  # of cells, in pixels
ABREAST = 4  # cells beside each other
TONES = ("clean", "poisoned", "warning", "note", "muted")
INLINE = ("span", "strong", "code", "b", "img")
BLOCK_ENDS = ("</div>", "</h1>", "</h2>", "</h3>", "</p>", "</ul>")
PICTURES = {"thumbnail": 32, "large": 96, "": 150}
# As in report.css, in the colours for paper; QtSvg has no CSS variables.
DRAWING = """
text { fill: $muted; font-size: 11px; font-family: sans-serif; }
.said { fill: $text; font-weight: bold; }
.grid { stroke: #E4E6EA; } .axis { stroke: $control; }
.line { fill: none; stroke-width: 2; }
.dot { fill: #FFFFFF; stroke-width: 2; } .budget { stroke: $muted; stroke-dasharray: 2 4; }
.chosen { stroke: $text; stroke-width: 1.25; } .bar { fill: $histogram; }
.flagged { fill: $poisoned; fill-opacity: 0.09; }
path.clean, circle.clean { fill: $clean; } path.poisoned { fill: $poisoned; }
path.hollow { fill: #FFFFFF; stroke: $poisoned; stroke-width: 1.5; }
"""
# The kinds of a chart's curves, and their colors.
INKS = {
    "accuracy": "series_clean",
    "suspected": "series_suspected",
    **{f"asr{number}": f"series_asr{number}" for number in map(color_number, range(COLORS))},
}
DRAWING += "".join(
    f".{kind} {{ stroke: ${ink}; }} text.{kind} {{ fill: ${ink}; stroke: none; }}\n"
    for kind, ink in INKS.items()
)
STYLE = """
body { color: $text; font-size: 9pt; } h1 { font-size: 17pt; }
h2 { font-size: 12pt; margin-top: 16px; margin-bottom: 4px; }
h3 { font-size: 10pt; margin-top: 6px; margin-bottom: 2px; }
p { margin-top: 2px; margin-bottom: 4px; }
th, .muted, figcaption, .small { color: $muted; } th { font-weight: normal; }
.clean { color: $clean; } .poisoned { color: $poisoned; } .warning { color: $warning; }
.before { color: $muted; } .after { font-size: 15pt; font-weight: bold; }
.chipclean { color: $clean; background-color: $tint_clean; font-weight: bold; }
.chippoisoned { color: $poisoned; background-color: $tint_poisoned; font-weight: bold; }
.chipwarning, .chipnote { color: $warning; background-color: $tint_warning; font-weight: bold; }
.images { font-size: 8pt; }
code, pre { font-family: monospace; font-size: 8pt; }
"""


def document_of(html: str) -> QTextDocument:
    """The page `html` of core.report.html as a document, with all its pictures."""
    page = _Page(shares_of(html))
    page.feed(html)
    page.close()
    made = QTextDocument()
    made.setDefaultStyleSheet(_in_colours(STYLE))
    for name, image in page.images.items():
        made.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    made.setHtml("".join(page.written))
    return made


class _Page(HTMLParser):
    """Rewrites the page in the subset of HTML that Qt supports.

    Attributes:
        written: the pieces of the rewritten page.
        images: the pictures of its drawings, by the names that the page uses for them.
    """

    def __init__(self, shares: Sequence[float]) -> None:
        super().__init__(convert_charrefs=False)
        self._shares = iter(shares)
        self.written: list[str] = []
        self.images: dict[str, QImage] = {}
        self._open: list[tuple[str, str, str]] = []  # tag, its classes, what ends it
        self._svg: list[str] = []
        self._silent = self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        classes = of.get("class", "")
        if tag == "svg" or self._svg:
            if not self._svg:
                self._begin_line()
            self._svg.append(self.get_starttag_text() or "")
            return
        if tag in ("style", "title"):
            self._silent += 1
            return
        if tag in ("meta", "html", "head", "body", "i", "header", "footer", "section", "main"):
            if tag == "body":
                self.written.append("<body>")
            return
        if tag in INLINE:
            self._begin_line()
        begin, end = self._words_for(tag, classes.split(), of)
        self.written.append(begin)
        if tag not in ("br", "img"):
            self._open.append((tag, classes, end))

    def handle_endtag(self, tag: str) -> None:
        if self._svg:
            self._svg.append(f"</{tag}>")
            if tag == "svg":
                self._draw("".join(self._svg))
            return
        if tag in ("style", "title"):
            self._silent -= 1
        elif self._open and self._open[-1][0] == tag:
            self.written.append(self._open.pop()[2])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._svg:  # a drawing is XML, which forbids closing a tag twice
            self._svg.append(self.get_starttag_text() or "")
        else:
            super().handle_startendtag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._svg:
            self._svg.append(data)
        elif not self._silent:
            if data.strip():
                self._begin_line()
            self.written.append(breakable(data, beyond=0 if self._in_name() else LONG))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _in_images(self) -> bool:
        """Whether the tag is in the table of images, of which each column has its share."""
        return any(tag == "table" and "images" in of.split() for tag, of, _ in self._open)

    def _in_name(self) -> bool:
        return self._in_images() and any("name" in of.split() for _, of, _ in self._open)

    def _begin_line(self) -> None:
        """Begin a new line after a block; otherwise Qt would continue in the block's last line."""
        last = next((piece for piece in reversed(self.written) if piece.strip()), "")
        if last.endswith(BLOCK_ENDS):
            self.written.append("<p>")

    # -- what a tag becomes --------------------------------------------------------------

    def _words_for(self, tag: str, classes: list[str], of: dict[str, str]) -> tuple[str, str]:
        """The text that replaces a start tag, and the text that replaces its end tag."""
        outer = self._open[-1] if self._open else ("", "", "")
        cells = {"figures", "row", "checks"} & {*outer[1].split()}
        if tag == "img":
            return self._image(classes, of), ""
        if cells and tag in ("div", "figure", "dl", "h3", "span"):
            begin, end = self._plain(tag, classes, of)
            self._cells += 1
            new = "</tr><tr>" if self._cells % ABREAST == 0 else ""
            return f'<td valign="top">{begin}', f"{end}</td>{new}"
        return self._plain(tag, classes, of)

    def _plain(self, tag: str, classes: list[str], of: dict[str, str]) -> tuple[str, str]:
        outer = self._open[-1][0] if self._open else ""
        named = f' class="{escape(" ".join(classes))}"' if classes else ""
        if tag == "dl":
            return '<table cellpadding="2">', "</table>"
        if outer == "dl" and tag == "div":
            return "<tr>", "</tr>"
        if tag in ("dt", "dd"):
            tone = ' class="muted"' if tag == "dt" else ""
            return f'<td valign="top"{tone}>', "&nbsp;&nbsp;&nbsp;</td>"
        if tag == "div" and {"figures", "row", "checks"} & {*classes}:
            self._cells = 0
            return '<table cellpadding="4"><tr>', "</tr></table>"
        if tag == "table":
            padding = DENSE if "images" in classes else PADDING
            sizes = f'cellpadding="{padding}" cellspacing="0" width="100%"'
            return f"<table{named} {sizes}>", "</table><br/>"
        if tag in ("th", "td"):
            side = "right" if "number" in classes else "left"
            share = next(self._shares, 0.0) if tag == "th" and self._in_images() else 0.0
            width = f' width="{share:.2f}%"' if share else ""
            return f'<{tag} align="{side}" valign="top"{named}{width}>', f"</{tag}>"
        if tag == "ul" and "legend" in classes:
            # In one block with the chart below it, so that no sheet ends between them.
            return "<p>", "<br/>"
        if tag == "li" and self._open[-1][1] == "legend":
            return "<span>", "&nbsp;&nbsp;&nbsp;&nbsp;</span>"
        if "chip" in classes:
            tone = next((each for each in classes if each in TONES), "muted")
            return f'<span class="chip{tone}">&nbsp;', "&nbsp;</span>"
        if tag == "figure":
            return "", ""
        if tag == "figcaption":
            return '<br/><span class="small">', "</span>"
        named = f' class="{escape(" ".join(classes))}"' if classes else ""
        return f"<{tag}{named}>", f"</{tag}>"

    def _image(self, classes: list[str], of: dict[str, str]) -> str:
        side = PICTURES.get(classes[0] if classes else "", PICTURES["large"])
        encoded = of.get("src", "").partition("base64,")[2]
        image = QImage()
        image.loadFromData(QByteArray.fromBase64(encoded.encode("ascii", "ignore")), "PNG")
        return "" if image.isNull() else self._shown(image, QSize(side, side))

    def _draw(self, svg: str) -> None:
        self._svg = []
        box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
        if box is None:
            return
        width, height = float(box[1]), float(box[2])
        if 'class="chart"' in svg:
            size = QSize(CHART_WIDTH, round(CHART_WIDTH * height / width))
        else:
            size = QSize(SIGN, SIGN) if 'class="icon"' in svg else LEGEND
        self.written.append(self._shown(drawn(svg, size, self._tone()), size))

    def _tone(self) -> str:
        """The tone of the surrounding text: signs have the colour of their words."""
        for _, classes, _ in reversed(self._open):
            for tone in TONES:
                if tone in classes.split():
                    return tone
        return "text"

    def _shown(self, image: QImage, size: QSize) -> str:
        name = f"picture{len(self.images)}"
        self.images[name] = image
        return f'<img src="{name}" width="{size.width()}" height="{size.height()}"/>'


def drawn(svg: str, size: QSize, tone: str = "text") -> QImage:
    """A drawing of the page as a picture; its signs get the colour of `tone`."""
    ink = LIGHT.color({"note": "accent"}.get(tone, tone)).name()
    head = '<svg xmlns="http://www.w3.org/2000/svg"'
    if 'class="icon"' in svg:
        head += f' fill="none" stroke="{ink}" stroke-width="1.5" stroke-linecap="round"'
    svg = (
        svg.replace("<svg", head, 1).replace(' role="img"', "").replace(' stroke-dasharray=""', "")
    )
    svg = re.sub(r"(<svg[^>]*>)", rf"\1<style>{_in_colours(DRAWING)}</style>", svg, count=1)
    image = QImage(size * SHARPNESS, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode("utf-8", "replace"))).render(painter)
    painter.end()
    return image


def _in_colours(style: str) -> str:
    colours = {name: str(value) for name, value in asdict(LIGHT).items()}
    colours |= {f"tint_{t}": LIGHT.tinted(t).name() for t in ("clean", "poisoned", "warning")}
    # Longest names first; otherwise $text would replace a part of $text_something.
    for name in sorted(colours, key=len, reverse=True):
        style = style.replace(f"${name}", colours[name])
    return style
