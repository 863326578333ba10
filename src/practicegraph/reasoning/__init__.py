"""OWL 2 RL: the schema closed once, instance entailments kept in a graph of their own."""
