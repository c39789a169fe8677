"""A sheet on which lines, areas, marks and words are laid in pixels, given out as SVG.

Words stay words: they use the reader's fonts, so widths are estimated here, wide characters as such, and no font is read.
"""

from __future__ import annotations

import io
import re
import threading
import unicodedata
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox, TransformedBbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.font_manager import FontProperties

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
# The same figure gives the same bytes.
SETTINGS: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "brief",
    "text.parse_math": False,
    "hatch.linewidth": 1.0,
}
DASHES: Final[dict[str, Any]] = {"solid": "-", "dot": (0, (1.5, 2.5)), "dash": (0, (6, 4))}
# Plotly's names of symbols; sizes are chosen so that areas agree.
SYMBOLS: Final = {
    "circle": ("o", 1.0), "square": ("s", 0.9), "diamond": ("D", 0.85), "triangle-up": ("^", 1.0), "triangle-down": ("v", 1.0),
    "triangle-right": (">", 1.0), "cross": ("P", 1.05), "x": ("X", 1.0), "star": ("*", 1.35), "hexagon": ("h", 1.05),
    "pentagon": ("p", 1.05), "line-ns": ("|", 1.4), "line-ew": ("_", 1.0), "x-thin": ("x", 0.9),
}  # fmt: skip
THIN: Final = {"line-ns", "line-ew", "x-thin"}
HATCHES: Final = {"": "", "/": "//", "\\": "\\\\", "x": "xx", "-": "--", "|": "||", "+": "++", ".": ".."}
NARROW: Final = frozenset("iljtfrI.,:;|!'’ ()[]-·/1")
# Kana and Chinese characters one by one, everything else word by word.
_PIECES: Final = re.compile(
    r"[\u2e80-\ua4ff\uf900-\ufaff\uff01-\uffef]\s*|[^\s\u2e80-\ua4ff\uf900-\ufaff\uff01-\uffef]+\s*|\s+"
)
# Words take the fonts of the page that they stand in; nothing refers to a group, and nothing is turned by nothing.
_NEEDLESS: Final = re.compile(
    r"^.*?(?=<svg)|<metadata>.*?</metadata>\s*| font-family: [^;\"]*;?|(?<=<g) id=\"[^\"]*\"| transform=\"rotate\(-0 [^\"]*\"",
    re.DOTALL,
)
_ROOT: Final = re.compile(r' width="[^"]*" height="[^"]*"')
_GEOMETRY: Final = re.compile(r' (d|x|y|width|height|transform)="([^"]*)"')
_NUMBER: Final = re.compile(r"-?\d+\.\d+")
_SPACE: Final = re.compile(r"\s+(?=[A-Za-z]|$)|(?<=[A-Za-z])\s+")
# Settings of the library belong to the process.
_DRAWING: Final = threading.Lock()


def width(text: str, size: float) -> float:
    """Pixels that a text takes, about: wide characters as wide as they are high."""
    return size * sum(_ems(character) for character in text)


def _ems(character: str) -> float:
    """Width of a character in heights of a line."""
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.33 if character in NARROW else 0.7 if character.isupper() else 0.58


def wrapped(text: str, size: float, most: float) -> list[str]:
    """A text in lines of at most so many pixels, broken at spaces and beside wide characters."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and width(lines[-1] + piece.rstrip(), size) > most:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour that shows through so much over a ground."""
    parts = (share * one + (1 - share) * other for one, other in zip(to_rgb(colour), to_rgb(ground), strict=True))
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def is_dark(colour: str) -> bool:
    """Whether white can be read on a colour better than black."""
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue < 0.55


class _Renderer(RendererSVG):
    """The library's SVG writer, with our estimate of how wide words are; it notes no date."""

    def __init__(self, wide: float, high: float, file: io.StringIO) -> None:
        super().__init__(wide, high, file, image_dpi=72, metadata={"Date": None})  # type: ignore[no-untyped-call]

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:  # noqa: ANN401, ARG002
        """Size of a text in pixels."""
        size = float(prop.get_size_in_points())
        return width(s, size), size, 0.22 * size


class Paper:
    """The sheet; every length is in pixels from its top left corner.

    Args:
        wide: Width.
        high: Height.
    """

    def __init__(self, wide: float, high: float) -> None:
        self.wide, self.high = wide, high
        self.figure = Figure(figsize=(wide / 72, high / 72), dpi=72, facecolor="none")
        self.axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, wide), ylim=(high, 0), facecolor="none")
        self.axes.set_axis_off()
        self.layer = 0.0

    def area(self, path: Path, *, face: str = "none", edge: str = "none", thick: float = 0, dash: str = "solid", hatch: str = "",
             ink: str = "none", alpha: float = 1, clip: Box | None = None) -> None:  # fmt: skip
        """An area with its outline; a hatch is drawn in ``ink``."""
        patch = PathPatch(path, facecolor=face, edgecolor=edge, linewidth=thick, linestyle=DASHES[dash], alpha=alpha,
                          hatch=HATCHES[hatch] or None, hatchcolor=ink)  # fmt: skip
        self._put(patch, clip)

    def box(self, box: Box, **style: Any) -> None:  # noqa: ANN401 - the words of area
        """A rectangle."""
        left, top, right, bottom = box
        self.area(Path([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], closed=True), **style)

    def line(self, x: Sequence[float], y: Sequence[float], *, colour: str, thick: float = 1, dash: str = "solid",
             alpha: float = 1, clip: Box | None = None) -> None:  # fmt: skip
        """A line, broken where a value is not a number."""
        self._put(Line2D(x, y, color=colour, linewidth=thick, linestyle=DASHES[dash], alpha=alpha, dash_capstyle="butt",
                         solid_capstyle="butt"), clip)  # fmt: skip

    def mark(self, x: float, y: float, *, symbol: str, size: float, face: str, edge: str, thick: float, alpha: float = 1,
             clip: Box | None = None) -> None:  # fmt: skip
        """A mark; one that is ``-open`` shows only its outline."""
        shape, scale = SYMBOLS[symbol.removesuffix("-open")]
        self._put(Line2D([x], [y], linestyle="none", marker=shape, markersize=size * scale, markeredgewidth=thick, alpha=alpha,
                         markerfacecolor=face, markeredgecolor=edge), clip)  # fmt: skip

    def text(
        self, x: float, y: float, text: str, *, size: float, colour: str, side: str = "left", turned: bool = False
    ) -> None:
        """Words on a base line, standing left, right or in the middle of a point."""
        words = Text(x, y, text, fontsize=size, color=colour, ha=side, va="baseline", rotation=90 if turned else 0,
                     rotation_mode="anchor", parse_math=False)  # fmt: skip
        self._put(words, None)

    def _put(self, artist: Artist, clip: Box | None) -> None:
        """Lay a thing over all others."""
        self.layer += 1
        artist.set_zorder(self.layer)
        self.axes.add_artist(artist)
        if clip:
            left, top, right, bottom = clip
            artist.set_clip_box(TransformedBbox(Bbox([[left, top], [right, bottom]]), self.axes.transData))
        else:
            artist.set_clip_on(False)

    def svg(self) -> str:
        """The sheet as an element to stand inside a page: no size of its own, no metadata, no date."""
        file = io.StringIO()
        with _DRAWING, mpl.rc_context(SETTINGS):
            renderer = _Renderer(self.wide, self.high, file)
            self.figure.draw(renderer)
            RendererSVG.finalize(renderer)
        text = _ROOT.sub("", _NEEDLESS.sub("", file.getvalue()), count=1)
        return _GEOMETRY.sub(_short, text).strip()


def _short(found: re.Match[str]) -> str:
    """A place or a path in tenths of a pixel, without needless spaces."""
    name, value = found.groups()
    value = _NUMBER.sub(lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), value)
    return f' {name}="{_SPACE.sub("", value) if name == "d" else value}"'
