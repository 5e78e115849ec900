"""From bytes to raw pages."""
