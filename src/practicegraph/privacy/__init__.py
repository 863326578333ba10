"""Personal data: found wherever it stands, masked, and kept out of what is served."""
