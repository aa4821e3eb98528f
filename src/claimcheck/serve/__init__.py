"""The service: ``POST /check`` gives the Report of a document, ``POST /lint`` its findings; analysed in processes of their own.

``contract`` says what is asked and answered, ``worker`` is the process that analyses, ``pool`` keeps such processes busy and
alive, ``openapi`` describes the whole, ``application`` answers, ``server`` listens.
"""

from __future__ import annotations

__all__ = ["application", "contract", "metrics", "openapi", "pool", "server", "worker"]
