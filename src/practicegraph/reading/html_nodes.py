"""The elements of a web page around one of them."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode


def nodes(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the element and text children of ``node``; a child may be destroyed once it was yielded."""
    child = node.first_child
    while child is not None:
        following = child.next
        if child.is_text_node or child.is_element_node:
            yield child
        child = following


def elements(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the element children of ``node``."""
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def outwards(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements that ``node`` is in, the innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
