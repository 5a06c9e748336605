"""Workspaces: what a negotiator works on, every step of it, kept in an embedded database."""
