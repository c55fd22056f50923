"""Organizations and people: what is special about them."""
