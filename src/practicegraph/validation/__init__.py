"""SHACL: shapes in, a report out that a curator can act on."""
