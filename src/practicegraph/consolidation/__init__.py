"""Which documents describe the same practice, what they say together, and where they disagree."""
