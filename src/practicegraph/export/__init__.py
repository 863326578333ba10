"""The graph in the shapes people take away: nested JSON-LD, whole-graph downloads."""
