"""PracticeGraph: documents about good practices in, a queryable multilingual knowledge graph out.

The rooms follow the data: ``reading`` → ``mapping`` → ``consolidation`` → ``graph`` → ``reasoning`` →
``validation`` → ``release``. ``engine``, ``catalogue``, ``description`` and ``export`` serve what a
release holds; ``commands`` is the command line. Nothing here speaks HTTP.
"""

from importlib.metadata import version

__version__ = version("practicegraph")
