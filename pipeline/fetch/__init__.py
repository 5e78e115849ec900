"""Papers from the wards' sites: asked for politely, checked, kept by content, with a ledger of what came from where."""
