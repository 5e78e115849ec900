"""Specimen papers (見本): small PDFs in the layouts of council papers, set from plain text by several PDF producers."""
