"""The parts of the world that a map can show: where its middle lies and what has to fit in."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, to_say
from toolkit.report.figures.projection import on_sheet, short_way
from toolkit.wording import join

__all__ = ["VIEWS", "View", "view_named"]


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world: its middle meridian, and degrees to either side, southmost and northmost latitude."""

    name: str
    middle: float
    reach: float
    south: float
    north: float

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height in radii of the globe."""
        nearest = 0.0 if self.south < 0 < self.north else min(self.south, self.north, key=abs)
        return 2 * on_sheet(self.reach, nearest)[0], on_sheet(0, self.north)[1] - on_sheet(0, self.south)[1]

    @property
    def height_middle(self) -> float:
        """The place on the sheet, in radii above the equator, that lies at half height."""
        return (on_sheet(0, self.north)[1] + on_sheet(0, self.south)[1]) / 2

    @property
    def whole(self) -> bool:
        """Whether all longitudes are seen."""
        return self.reach >= 180

    def scale(self, width: float, height: float) -> float:
        """Pixels to a radius when the part fits a frame of a size."""
        across, high = self.extent
        return min(width / across, height / high)

    def scale_expression(self, height: float) -> str:
        """The scale as an expression that follows the width of the frame."""
        across, high = self.extent
        return f"min(width / {across:.6f}, {height / high:.6f})"

    def projection(self, height: float) -> dict[str, object]:
        """The projection for Vega-Lite of a map of a height, which follows the width of the frame."""
        scale = self.scale_expression(height)
        return {
            "type": "equalEarth",
            "rotate": [-self.middle, 0, 0],
            "scale": {"expr": scale},
            "clipExtent": {"expr": f"[[0, 0], [width, {height:g}]]"},
            "translate": {"expr": f"[width / 2, {height / 2:g} + {scale} * {self.height_middle:.6f}]"},
        }

    def pixel(self, longitude: float, latitude: float, width: float, height: float) -> tuple[float, float]:
        """Where a place is drawn in a frame of a size; it may lie outside."""
        x, y = on_sheet(short_way(self.middle, longitude), latitude)
        scale = self.scale(width, height)
        return width / 2 + scale * x, height / 2 - scale * (y - self.height_middle)

    def shows(self, longitude: float, latitude: float, width: float, height: float) -> bool:
        """Whether a place lies inside the frame."""
        x, y = self.pixel(longitude, latitude, width, height)
        return 0 <= x <= width and 0 <= y <= height


_ALL = (
    View(to_say("world"), 11, 180, -56, 82),
    View(to_say("world, Pacific in the middle"), -160, 180, -56, 82),
    View(to_say("Africa"), 18, 37, -36, 38),
    View(to_say("Caribbean"), -71, 20, 4, 31),
    View(to_say("Europe"), 14, 30, 33, 70),
    View(to_say("Gulf"), 51, 30, 5, 40),
    View(to_say("Pacific"), 175, 62, -48, 24),
    View(to_say("South and East Asia"), 102, 44, -12, 47),
)

VIEWS: dict[str, View] = {view.name: view for view in _ALL}
"""Every view by its name, which is said where it is shown."""


def view_named(name: str) -> View:
    """A view by its name. Raises ``InputError`` for one that there is not."""
    if name not in VIEWS:
        expected = say("one of {names}", names=join(VIEWS, "or"))
        problem = Problem(say("the view"), say("is '{word}'", word=name), expected)
        raise InputError(say("the request"), [problem])
    return VIEWS[name]
