"""Sentences that can be said in several languages: a template, and what stands in its places.

A wording is its English text, so that whoever knows no languages takes it as it is; who speaks to a reader looks up
the template (:func:`worded`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from babel.lists import format_list

Place = str | int
"""What may stand in a template's place; a :class:`Wording`, :class:`Choices` and a :class:`Listing` are said in the same language."""


class Wording(str):
    """An English text that knows its ``template`` and the ``values`` in its places."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Place]

    def __new__(cls, template: str, /, **values: Place) -> Self:
        """Return ``template`` with its ``{places}`` filled."""
        found = super().__new__(cls, template.format(**values) if values else template)
        found.template, found.values = template, values
        return found


class Choices(str):
    """Alternatives, in English as ``a, b or c``."""

    __slots__ = ("items",)
    items: tuple[str, ...]

    def __new__(cls, items: tuple[str, ...]) -> Self:
        """Return the alternatives in words."""
        found = super().__new__(cls, _alternatives(items, "en"))
        found.items = items
        return found


class Listing(str):
    """Things told one after the other: ``a; b; c``."""

    __slots__ = ("items",)
    items: tuple[str, ...]

    def __new__(cls, items: tuple[str, ...]) -> Self:
        """Return the things in words."""
        found = super().__new__(cls, "; ".join(items))
        found.items = items
        return found


def listed(items: Sequence[str], most: int) -> str:
    """Return the first ``most`` things one after the other, and how many more there are."""
    shown = Listing(tuple(items[:most]))
    if len(items) <= most:
        return shown
    return Wording("{shown}; and {number} more", shown=shown, number=len(items) - most)


def worded(text: str, translate: Callable[[str], str | None], language: str) -> str:
    """Return a text in a language; one that is no wording is its own template.

    ``translate`` gives a template in the language, ``None`` where it has none: then the English one is taken.
    """
    if isinstance(text, Choices):
        return _alternatives(tuple(worded(item, translate, language) for item in text.items), language)
    if isinstance(text, Listing):
        return "; ".join(worded(item, translate, language) for item in text.items)
    if not isinstance(text, Wording):
        return translate(text) or text
    places = {
        name: worded(value, translate, language) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    template = translate(text.template) or text.template
    return template.format(**places) if places else template


def to_json(text: str) -> Any:
    """Return a text as JSON that :func:`from_json` reads: it may cross to another process."""
    if isinstance(text, Choices):
        return {"choices": [to_json(item) for item in text.items]}
    if isinstance(text, Listing):
        return {"listing": [to_json(item) for item in text.items]}
    if isinstance(text, Wording):
        values = {
            name: to_json(value) if isinstance(value, str) else value for name, value in text.values.items()
        }
        return {"template": text.template, "values": values}
    return text


def from_json(record: Any) -> Any:
    """Return the text of a record of :func:`to_json`."""
    if not isinstance(record, dict):
        return record
    if "choices" in record:
        return Choices(tuple(from_json(item) for item in record["choices"]))
    if "listing" in record:
        return Listing(tuple(from_json(item) for item in record["listing"]))
    return Wording(record["template"], **{name: from_json(value) for name, value in record["values"].items()})


def _alternatives(items: tuple[str, ...], language: str) -> str:
    return format_list(items, style="or", locale=language) if items else ""
