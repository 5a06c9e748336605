"""Linear programs with keyed columns and rows: the only package that knows PuLP and HiGHS, and all it knows."""
