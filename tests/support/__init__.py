"""Small cases, random cases and an independent re-computation, for the tests."""
