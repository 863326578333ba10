"""Panels of a web page that a button or a tab opens: what is written on it is the heading of its panel.

Patterns "Accordion", "Disclosure" and "Tabs" of the ARIA Authoring Practices Guide, and what sites did before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from practicegraph.reading.boilerplate import Boilerplate
from practicegraph.reading.html_nodes import outwards
from practicegraph.reading.layout import HEADLINE, clean, letters

_OPENERS: Final = "button, [role=button], [role=tab], a[data-toggle], a[data-bs-toggle], a[aria-controls]"
_POINTERS: Final = ("aria-controls", "data-bs-target", "data-target", "href")
_NAMES: Final = ("id", "aria-labelledby")
_MOST: Final = 500
"""Buttons that are looked at."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary"})
_NO_PANEL: Final = frozenset(
    {"button", "input", "label", "select", "form", "nav", "footer", "script", "style", "svg"}
)
_LINKED: Final = 0.8
_MENU: Final = 3
"""Links, and the share of them, from which a panel is a menu."""
_AROUND: Final = 2
"""Elements around a button alone that may stand beside its panel."""


def show_panels(page: LexborHTMLParser, boilerplate: Boilerplate) -> None:
    """Give each panel the heading that its button or tab is, and show those that are folded away. The page is changed."""
    named = {f"{name} {node.attributes.get(name)}": node for name in _NAMES for node in page.css(f"[{name}]")}
    shown: set[int] = set()
    for opener in page.css(_OPENERS)[:_MOST]:
        label = clean(opener.text()).replace("\n", " ")
        panel = _panel(named, opener) if letters(label) and len(label) <= HEADLINE else None
        if panel is None or panel.mem_id in shown or panel.parent is None:
            continue
        shown.add(panel.mem_id)
        _unfold(panel)
        if label.casefold() in boilerplate.openers:
            opener.decompose()
        elif not any(node.tag in _HEADINGS for node in outwards(opener)):
            heading = page.create_node("h3")
            heading.insert_child(label)
            panel.insert_before(heading)
            opener.decompose()


def _panel(named: Mapping[str, LexborNode], opener: LexborNode) -> LexborNode | None:
    """Return what an opener opens: the element that it names, or that names it, or that follows it."""
    names = [(opener.attributes.get(name) or "").removeprefix("#") for name in _POINTERS]
    keys = [*(f"id {name}" for name in names if name), f"aria-labelledby {opener.attributes.get('id')}"]
    panels = [named[key] for key in keys if key in named]
    if opener.tag != "a":
        panels += _following(opener)
    return next((panel for panel in panels if _holds_text(panel, opener)), None)


def _following(opener: LexborNode) -> Iterator[LexborNode]:
    """Yield the element after an opener, or after what holds nothing else."""
    node: LexborNode | None = opener
    for _ in range(_AROUND + 1):
        if node is None:
            return
        after = _next(node)
        if after is not None:
            yield after
            return
        parent = node.parent
        node = parent if parent is not None and clean(parent.text()) == clean(opener.text()) else None


def _next(node: LexborNode) -> LexborNode | None:
    after = node.next
    while after is not None and not after.is_element_node:
        if (after.text_content or "").strip():
            return None
        after = after.next
    return after


def _holds_text(panel: LexborNode, opener: LexborNode) -> bool:
    """Tell whether an element is a panel of text: no menu, no field to fill in, and not what holds its opener."""
    if panel.tag in _NO_PANEL or any(node.mem_id == panel.mem_id for node in outwards(opener)):
        return False
    whole, links = len(clean(panel.text())), panel.css("a")
    linked = sum(len(clean(link.text())) for link in links)
    return whole > 0 and (len(links) < _MENU or linked < _LINKED * whole)


def _unfold(panel: LexborNode) -> None:
    for name in ("hidden", "aria-hidden", "style"):
        if name in panel.attributes:
            del panel.attrs[name]
