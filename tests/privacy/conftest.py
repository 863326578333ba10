"""Fixtures that make small releases."""

from small_release import personal, triples

__all__ = ["personal", "triples"]
