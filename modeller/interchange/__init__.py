"""Files that other tools read, both ways."""
