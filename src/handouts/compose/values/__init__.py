"""What templates see of values: a small language of types, and how Python's types are said in it."""
