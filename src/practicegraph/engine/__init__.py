"""The SPARQL engine behind one small protocol; user text runs only in killable worker processes."""
