"""Immutable releases: laid out on disk, published, verified, opened."""
