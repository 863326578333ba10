"""Where an organisation sits, as lists of partners tell it behind a name: "(Malmö, Sweden)", ", Palermo", " – Cyprus"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from practicegraph.mapping.countries import CountryKnowledge, is_country
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.place_knowledge import PlaceKnowledge

_BRACKET: Final = re.compile(r"\s*[(\[](?P<seat>[^()\[\]]{2,60})[)\]]\s*$")
_BEHIND: Final = re.compile(r"(?:\s*,\s*|\s+[–—-]\s+)(?P<seat>[^(),\[\]–—\"“”„«»]{2,40})$")
_OPEN: Final = re.compile(r"[„«][^“”»\"]*$")
"""A quote that is not closed."""
_BETWEEN: Final = re.compile(r"\s*[,;/]\s*|\s+[–—-]\s+")
"""What parts a town from its country."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Seats:
    """The names of towns and countries that tell where an organisation sits."""

    countries: CountryKnowledge
    places: PlaceKnowledge

    def is_seat(self, text: str) -> bool:
        """Tell whether a text only names a town, a country or its code, or a town and its country."""
        pieces = _BETWEEN.split(text.strip())
        return all(
            is_country(piece, self.countries, in_field=True) or self.is_town(piece) for piece in pieces
        )

    def without(self, name: str) -> str:
        """Return a name without the places behind it, as it is where it would be nothing but a place then."""
        while (found := _BRACKET.search(name) or _BEHIND.search(name)) is not None:
            before = name[: found.start()]
            if not before or _OPEN.search(before) or not self.is_seat(found["seat"]) or self.is_seat(before):
                break
            name = before
        return name

    def is_town(self, text: str) -> bool:
        """Tell whether a text is the name of a town."""
        return text[:1].isupper() and not text.isupper() and fold(text) in self.places.by_name
