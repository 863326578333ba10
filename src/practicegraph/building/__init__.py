"""Documents in, a published release out."""
