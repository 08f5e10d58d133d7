"""Marked-up text as it is read aloud: HTML and Markdown without their marks. Pure: no Django.

Publishers put either into statements and notes; here all of it is shown as text.
"""

import re
from html import unescape
from html.parser import HTMLParser

_TAGS = (
    "p|br|div|span|strong|em|b|i|u|s|ul|ol|li|a|h[1-6]|sub|sup|table|tbody|tr|td|th|font|pre|code"
)
_TAG = re.compile(rf"</?({_TAGS})(\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(#\d{1,6}|#x[0-9a-f]{1,5}|[a-z][a-z0-9]{1,20});", re.IGNORECASE)
_BREAKS = {
    *("p", "br", "div", "ul", "ol", "tr", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
}
_LINES = re.compile(r"[ \t]*\n\s*")

_LINK = re.compile(r"!?\[([^\]\n]{1,300})\]\((https?://[^\s()]{1,400})(?: \"[^\"\n]*\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_STARS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\*(?![\w*])")
_UNDERLINED = re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_])_(?!\w)")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])")


def plain_text(text: str) -> str:
    """Return text without the marks of HTML or Markdown; text without any stays as it is."""
    if _TAG.search(text):
        text = _without_tags(text)
    elif _ENTITY.search(text):
        text = unescape(text).replace("\xa0", " ")
    return _without_marks(text)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data):
        self.parts.append(" ".join(data.split()) if data.strip() else " ")
        # Words that a tag stands between stay apart.
        if data[:1].isspace():
            self.parts.insert(-1, " ")
        if data[-1:].isspace():
            self.parts.append(" ")

    def handle_starttag(self, tag, attrs):
        if tag in _BREAKS:
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in ("td", "th"):
            self.parts.append(" ")

    def handle_endtag(self, tag):
        if tag in _BREAKS:
            self.parts.append("\n")


def _without_tags(text: str) -> str:
    # A "<" that begins no tag is a sign of its own.
    reader = _Reader()
    reader.feed(re.sub(rf"<(?!/?({_TAGS})[\s/>])", "&lt;", text, flags=re.IGNORECASE))
    reader.close()
    plain = re.sub(r"[ \xa0]+", " ", "".join(reader.parts))
    return _LINES.sub("\n", plain).strip()


def _without_marks(text: str) -> str:
    text = _LINK.sub(r"\1 (\2)", text)
    text = _STRONG.sub(r"\2", text)
    text = _UNDERLINED.sub(r"\1", _STARS.sub(r"\1", text))
    text = _CODE.sub(r"\1", _HEADING.sub("", text))
    return _ESCAPED.sub(r"\1", text)
