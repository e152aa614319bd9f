"""HTML → text by the line convention of `knowledge.blocks`.

trafilatura finds the main text; where it returns nothing (as on HTML nested 100,000 deep), drops
most of what the page shows or loses its headings, the whole body is taken, less navigation.
Scripts, comments and hidden elements (`html_hidden`) never count as text. Its dates aren't used:
it completes "2026-11" with today's day.
"""

import re
from typing import Any

from knowledge.formats.document import Document
from knowledge.formats.encoding import decode, decode_as
from knowledge.formats.html_hidden import drop_hidden, hidden_comments
from knowledge.formats.markup import render
from knowledge.formats.telling import iso_date
from knowledge.wordlists import listed

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_SHOWN = frozenset(
    listed(
        "script style noscript template iframe object svg select button input textarea head canvas "
        "audio video"
    )
)
_AROUND = ("nav", "header", "footer", "aside", "form", "dialog", "menu")
_KEEPS_ENOUGH = 0.6
"""Share of the body's text, less navigation, that trafilatura must keep."""
_DATE_NAMES = (
    "article:published_time",
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
    "datepublished",
    "pubdate",
)
_PUBLISHER_NAMES = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_publisher",
)


def read_html(data: bytes) -> Document | None:
    """Read a web page; None when it shows no text."""
    markup = _decoded(data)
    root = _parsed(markup) if markup is not None else None
    if root is None or markup is None:
        return None
    hidden = drop_hidden(root)
    title, publisher, published = _metadata(root)
    _drop_unseen(root)
    text = _main_text(root)
    if not text.strip():
        return None
    return Document(
        text=text,
        title=title,
        publisher=publisher,
        published=published,
        hidden=(*hidden_comments(markup), *hidden),
    )


def _decoded(data: bytes) -> str | None:
    head = data[:4096]
    for pattern in (_XML_CHARSET, _CHARSET):
        match = pattern.search(head)
        text = decode_as(data, match.group(1).decode("ascii")) if match else None
        if text is not None:
            return text.removeprefix("\ufeff")
    return decode(data)


def _parsed(markup: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(
            _XML_DECLARATION.sub("", markup).replace("\x00", ""), parser=parser
        )
    except etree.ParserError:
        return None


def _metadata(root: Any) -> tuple[str, str, str]:
    """Title, publisher and date that the page's head tells."""
    told: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            told.setdefault(name, content)
    publisher = next((told[name] for name in _PUBLISHER_NAMES if name in told), "")
    dates = (iso_date(told[name]) for name in _DATE_NAMES if name in told)
    headings = [" ".join(h.text_content().split()) for h in root.iter("h1")]
    heading = headings[0] if len(headings) == 1 else ""
    page_title = " ".join((root.findtext(".//title") or "").split())
    title = heading or told.get("og:title") or told.get("dc.title") or page_title
    return title, publisher, next(filter(None, dates), "")


def _drop_unseen(root: Any) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.tag in _NOT_SHOWN and element.getparent() is not None:
            element.drop_tree()


def _main_text(root: Any) -> str:
    """Choose between what trafilatura finds and the whole body."""
    whole = render(root, skip=_AROUND)
    # Federal Register pages are one <pre>; trafilatura would join its lines.
    if sum(_size(pre.text_content()) for pre in root.iter("pre")) > 0.3 * _size(whole):
        return whole
    main = _by_trafilatura(root)
    if main is None:
        return whole or render(root)
    keeps_text = _size(main) >= _KEEPS_ENOUGH * _size(whole)
    keeps_headings = _headings(main) >= 0.5 * _headings(whole)
    return main if keeps_text and keeps_headings else whole or main


def _by_trafilatura(root: Any) -> str | None:
    from lxml import etree
    from trafilatura import extract

    found = extract(
        etree.tostring(root, encoding="unicode", method="html"),
        output_format="xml",
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        favor_recall=True,
    )
    if not found:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    tree = etree.fromstring(found.encode("utf-8"), parser)
    main = tree.find("main") if tree is not None else None
    return render(main) if main is not None else None


def _size(text: str) -> int:
    return sum(not c.isspace() for c in text)


def _headings(text: str) -> int:
    return len(re.findall(r"^#{1,6} ", text, re.MULTILINE))
