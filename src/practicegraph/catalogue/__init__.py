"""The query catalogue: one `.rq` file is a query, a form, an operation, an example and a test."""
