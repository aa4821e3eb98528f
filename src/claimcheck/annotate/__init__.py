"""From an Article to a Doc with every mention in its span group, and from the Doc to a Report."""
