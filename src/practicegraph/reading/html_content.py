"""Which part of a web page is its content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from practicegraph.reading.boilerplate import Action, Boilerplate
from practicegraph.reading.html_nodes import elements, outwards
from practicegraph.reading.html_pairs import holds_pairs
from practicegraph.reading.html_sheets import drop_sheet_lists
from practicegraph.reading.html_tables import LABEL
from practicegraph.reading.layout import clean, letters

_MOST: Final = 0.4
"""Share of a page's letters that furniture never holds."""
_MAIN: Final = 0.25
"""Share of what is left that a page's marked content holds at least."""
_Decision = Callable[[LexborNode, frozenset[Action]], bool]
_ALWAYS: Final = frozenset({"nav", "footer", "dialog", "search"})
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_KEYED: Final = "dt + dd, th + td, tr > td:first-child + td:last-child"
"""Values beside their labels."""
_LED: Final = "li > strong:first-child, li > b:first-child, p > strong:first-child, p > b:first-child"
"""Labels in bold before their values."""
_ASIDES: Final = "aside, [role='complementary'], [class*='sidebar']"
"""Boxes beside the text of a page."""
_LABELS: Final = "h2, h3, h4, h5, h6, strong, b"
_PAIRS: Final = 3
_MOSTLY: Final = 0.7
_VALUE: Final = 200
"""Labels with a value that a box has at least, the share of its labels that have one, and letters of such a value."""
_FACTS: Final = 2
"""Values with labels that make a box one of facts."""


def content(page: LexborHTMLParser, boilerplate: Boilerplate) -> list[LexborNode]:
    """Return the elements that hold a page's content, in order, with all furniture taken out of them.

    That is the element marked as the main one if it holds a fair part of the text, with the page's first
    heading where that stands before it and the boxes of facts beside it, else the body. The page is changed.
    """
    body = page.body
    if body is None:
        return []
    _prune(body, boilerplate, lambda _, found: Action.SKIP in found)
    drop_sheet_lists(body)
    total = _size(body)
    _prune(body, boilerplate, lambda node, found: Action.DROP in found and _is_furniture(node, total))
    main = _main(body, boilerplate)
    if main is None:
        return [body]
    first = body.css_first("h1")
    before = first is not None and main.css_first("h1") is None and bool(letters(first.text()))
    beside: list[LexborNode] = []
    for node in body.css(_ASIDES):
        apart = not _is_in(main, node) and not any(_is_in(node, other) for other in (main, *beside))
        if apart and (_has_facts(node, _KEYED) or _has_labels(node)):
            beside.append(node)
    return [first, main, *beside] if before and first is not None else [main, *beside]


def _prune(body: LexborNode, boilerplate: Boilerplate, unwanted: _Decision) -> None:
    """Destroy the elements that are ``unwanted`` with all inside them."""
    waiting = list(elements(body))[::-1]
    while waiting:
        node = waiting.pop()
        found = boilerplate.actions(node.tag or "", node.attributes)
        if found and unwanted(node, found):
            node.decompose()
        else:
            waiting += list(elements(node))[::-1]


def _is_furniture(node: LexborNode, total: int) -> bool:
    """Tell whether an element that looks like furniture is: most of a page, its title or its data are not."""
    if node.tag in _ALWAYS:
        return True
    if node.tag == "button":
        return node.parent is None or node.parent.tag not in (*_HEADINGS, "summary")
    if node.tag == "header" and (node.css_first("h1") is not None or _inside(node, ("article", "main"))):
        return False
    if node.css_matches(_ASIDES) and _holds_facts(node):
        return False
    return _size(node) < _MOST * total


def _holds_facts(node: LexborNode) -> bool:
    """Tell whether a box beside the text holds labels with their values."""
    if _has_labels(node):
        return True
    if node.tag != "aside":
        return False
    led = f"{_KEYED}, {_LED}" if _inside(node, ("article", "main")) else _KEYED
    return _has_facts(node, led) or any(holds_pairs(inner) for inner in node.css("ul, ol, div"))


def _has_facts(node: LexborNode, selector: str) -> bool:
    """Tell whether an element holds several labels with their values."""
    return len(node.css(selector)) >= _FACTS


def _has_labels(node: LexborNode) -> bool:
    """Tell whether most headings and words in bold of a box are labels with a short value of its own below or beside each."""
    labels = [
        label
        for label in node.css(_LABELS)
        if not _inside(label, _HEADINGS) and 0 < len(clean(label.text())) <= LABEL
    ]
    values = [value for label in labels if (value := _value(label)) is not None]
    return len(values) >= _PAIRS and len(values) >= _MOSTLY * len(labels)


def _value(label: LexborNode) -> str | None:
    """Return the text that stands beside a label or in the element after it, ``None`` for none, links or a long one."""
    around = label if label.tag in _HEADINGS else label.parent
    if around is None:
        return None
    own = clean(around.text()).removeprefix(clean(label.text())).strip(" :\n")
    following = around.next
    while following is not None and not following.is_element_node:
        following = following.next
    value = around if own else following
    if value is None or value.tag in _HEADINGS:
        return None
    text = own or clean(value.text())
    linked = sum(len(link.text()) for link in value.css("a"))
    return text if 0 < len(text) <= _VALUE and 2 * linked <= len(text) else None


def _is_in(node: LexborNode, other: LexborNode) -> bool:
    return any(around.mem_id == other.mem_id for around in outwards(node))


def _inside(node: LexborNode, names: tuple[str, ...]) -> bool:
    return any(around.tag in names for around in outwards(node))


def _main(body: LexborNode, boilerplate: Boilerplate) -> LexborNode | None:
    """Return the outermost element marked as main content that holds enough of the text."""
    total = _size(body)
    candidates: list[LexborNode] = []
    waiting = list(elements(body))[::-1]
    while waiting:
        node = waiting.pop()
        marked = Action.MAIN in boilerplate.actions(node.tag or "", node.attributes)
        if marked and _size(node) >= _MAIN * total:
            candidates.append(node)
        else:
            waiting += list(elements(node))[::-1]
    if not candidates:
        return None
    best = max(candidates, key=_size)
    return best if best.tag != "article" or len(body.css("article")) == 1 else None


def _size(node: LexborNode) -> int:
    return len(letters(node.text()))
