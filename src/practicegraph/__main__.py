"""``python -m practicegraph`` is the command line."""

from practicegraph.commands import main

main()
