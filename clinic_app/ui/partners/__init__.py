"""The register of partners, memoranda and programmes."""
