"""Importers: files that users download themselves become canonical records, with a report on everything left out."""
