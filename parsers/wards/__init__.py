"""What differs from ward to ward: one module each."""
