"""Command-line commands of the server."""
