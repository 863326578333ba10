"""From a file to one canonical text cut into blocks."""
