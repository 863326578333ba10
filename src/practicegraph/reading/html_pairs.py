"""Labels and values that stand side by side or one over the other only by the style of a web page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from practicegraph.reading.boilerplate import Action, Boilerplate
from practicegraph.reading.html_nodes import elements, nodes
from practicegraph.reading.html_tables import LABEL
from practicegraph.reading.layout import HEADLINE, clean

Pair = tuple[Sequence[LexborNode], Sequence[LexborNode]]
"""The nodes of a label, and those of its value."""

_BESIDE: Final = frozenset({"b", "strong", "span", "em", "i", "small", "label", "time", "data"})
_BEGINS: Final = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?[^\W\d_]")
_PARTS: Final = 2
_FEW: Final = 3
_MOST: Final = 0.7
"""Elements of a name beside each other, and the share of them, that are all pairs if so many are."""
_ENDS: Final = (".", "!", ",")


def pair(node: LexborNode) -> Pair | None:
    """Return the label and the value of an element that holds nothing else; ``None`` if it is no such pair.

    They are two elements on a line, or what stands before and after the first line break. A label is short, begins
    with a letter or a number of its own, is no link, and does not end as a sentence does.
    """
    parted = [child for child in nodes(node) if child.is_element_node or (child.text_content or "").strip()]
    breaks = [index for index, child in enumerate(parted) if child.tag == "br"]
    if breaks:
        parts = parted[: breaks[0]], parted[breaks[0] + 1 :]
    elif [child.tag in _BESIDE for child in parted] == [True, True]:
        parts = parted[:1], parted[1:]
    else:
        return None
    label, value = (clean(" ".join(_text(child) for child in part)) for part in parts)
    linked = any(child.tag == "a" or (child.is_element_node and child.css_first("a")) for child in parts[0])
    is_label = _BEGINS.match(label) is not None and len(label) <= HEADLINE and not label.endswith(_ENDS)
    return parts if is_label and value and not linked else None


def is_labelled_below(node: LexborNode, boilerplate: Boilerplate) -> bool:
    """Tell whether an element is a value with the label of a field below it, as the label's class says.

    Figures over what they count are none, unless values in words stand beside them.
    """
    value = _over_label(node, boilerplate)
    if not value or node.parent is None:
        return False
    return value[0].isalpha() or any(
        _over_label(other, boilerplate)[:1].isalpha() for other in elements(node.parent)
    )


def _over_label(node: LexborNode, boilerplate: Boilerplate) -> str:
    """Return the value that stands over a label in an element of two blocks, "" for none."""
    children = list(elements(node))
    if len(children) != _PARTS or any(child.tag in _BESIDE for child in children):
        return ""
    actions = [boilerplate.actions(child.tag or "", child.attributes) for child in children]
    if Action.LABEL not in actions[1] or Action.LABEL in actions[0]:
        return ""
    return clean(children[0].text()) if 0 < len(clean(children[1].text())) <= LABEL else ""


def holds_pairs(parent: LexborNode) -> bool:
    """Tell whether most children of an element are pairs, of as many labels."""
    beside = list(elements(parent))
    tags = Counter(child.tag for child in beside)
    name = max(tags, key=tags.__getitem__, default=None)
    found = [parts for child in beside if child.tag == name and (parts := pair(child)) is not None]
    labels = {clean(" ".join(map(_text, label))) for label, _ in found}
    return len(found) >= max(_FEW, _MOST * len(beside)) and len(labels) == len(found)


def _text(node: LexborNode) -> str:
    return (node.text_content or "") if node.is_text_node else node.text()
