"""What to ask next: an order in which labels teach a model most, and the proof of it."""
