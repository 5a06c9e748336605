"""Documents that a delegation can carry: what they say is built once, and written as Word, PDF, HTML or Excel."""
