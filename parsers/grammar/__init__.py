"""The shared grammar: eras, numbers, citations of law, speaker tags, bullets, forms, articles. Names no ward."""
