"""What follows from a release's stated graphs, derived from nothing."""
