"""The languages in which documents and the application speak: catalogues in the format of GNU gettext."""
