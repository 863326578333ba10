"""What a release says of itself: VoID, DCAT and the figures of the home page."""
