"""Languages: what is said, what can be translated, and the catalogues that are shipped."""
