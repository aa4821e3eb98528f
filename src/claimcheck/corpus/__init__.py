"""Many articles: what an archive holds, made and counted; ``statistics`` counts what Reports say of it."""

__all__ = []
