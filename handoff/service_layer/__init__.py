"""Use cases: one function each, one unit of work each. Pages hear of it after the commit."""
