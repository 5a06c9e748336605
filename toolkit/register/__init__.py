"""The register: agreements, corridors, countries and parameters as typed records, each fact with its source."""
