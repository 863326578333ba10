"""Fixtures that make small releases."""

from small_release import make_content, personal, published, triples

__all__ = ["make_content", "personal", "published", "triples"]
