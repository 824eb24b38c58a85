"""What `detector evaluate` measures and shows, from figures and their intervals to the report."""
