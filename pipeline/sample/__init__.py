"""Rows drawn by lot for checking by hand, and what the checked sheets say: accuracy by field, agreement of two persons."""
