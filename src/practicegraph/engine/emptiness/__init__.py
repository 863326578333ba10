"""Why a query has no answer, found by asking its parts."""
