"""Understanding: a document model in, records and findings out. Pure: no network, clock or database."""
