"""Writes of clients: a release made from the one before, in a process of its own."""
