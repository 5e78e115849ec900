"""From raw pages to a document: tables, columns, furniture, blocks, the flow through the pages."""
