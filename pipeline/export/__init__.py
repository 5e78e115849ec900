"""The warehouse in the formats of other programs."""
