"""Checks of drafts and agreements against the WHO Code, fair recruitment, rules of single countries, and arithmetic."""
