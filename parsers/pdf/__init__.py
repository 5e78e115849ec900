"""Reading a PDF's pages as a person would: columns, half sheets, tables, running matter, paragraphs."""

from parsers.pdf.conserve import conserved
from parsers.pdf.reader import read

__all__ = ["conserved", "read"]
