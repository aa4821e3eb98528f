"""What the tree of a sentence tells: phrases, names, heads and what hangs on them."""
