"""Facts as RDF: the IRIs, the triples of each named graph, canonical N-Quads."""
