"""Why a triple of a release holds, asked in a process of its own."""
