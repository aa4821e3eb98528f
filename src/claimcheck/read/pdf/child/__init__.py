"""What runs in a process of its own: PDFium, and what looks at the bytes of an untrusted file. ``worker`` is its main module."""

__all__ = ["damage", "file", "marks", "worker"]
