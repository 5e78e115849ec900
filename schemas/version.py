"""The version of the tables."""

# The first number changes when a query that worked may fail or mean something else, the second when something is added.
SCHEMA_VERSION = "1.2"
