"""From blocks of text to facts, each with the span it was read from."""
