"""The HTTP side of PracticeGraph: a Flask application over an engine and a release."""
