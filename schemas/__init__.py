"""What things are: text with provenance, the document model, the rows of the warehouse, codes and ids. Imports nothing of ours."""
