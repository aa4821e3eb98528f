"""The reader of RTF: the words that Word or TextEdit shows, their links, notes and comments (Microsoft's RTF 1.9.1)."""

from __future__ import annotations

from claimcheck.article import Article
from claimcheck.errors import InputError
from claimcheck.read.office.document import Properties, article_of
from claimcheck.read.office.rtf.story import RtfStory
from claimcheck.read.office.rtf.tokens import tokens_of

MEDIA_TYPE = "application/rtf"


def read_rtf(data: bytes, source: str = "-") -> Article:
    """Return an RTF file as an Article. Raises an InputError for what is none, or ends in its middle."""
    start = data.find(b"{\\rtf")
    if start < 0 or data[:start].strip(b"\xef\xbb\xbf\t\r\n "):
        message = f"{source} is no RTF file: it does not begin as one"
        raise InputError(message, "open it where it was written, and save it anew")
    story = RtfStory(source)
    for token in tokens_of(data[start:]):
        story.take(token)
        if story.done:
            break
    if not story.done:
        message = f"{source} is damaged: it ends in its middle"
        raise InputError(message, "copy or download it anew")
    drafts, notes = story.finished()
    properties = Properties(story.said.get("title", ""), story.said.get("author", ""))
    return article_of(drafts, notes, properties=properties, source=source, media_type=MEDIA_TYPE)
