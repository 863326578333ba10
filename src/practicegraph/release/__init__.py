"""Immutable releases: built, verified, published, opened."""
