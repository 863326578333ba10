"""What the data set says of itself: VoID, DCAT, statistics."""
