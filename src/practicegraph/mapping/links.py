"""Web addresses in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_GENERIC: Final = (
    "academy africa agency app asia bayern berlin biz blog brussels bzh cat center charity city com community coop corsica cymru edu education eu \
eus events example foundation global gal gent gov hamburg help info int istanbul international jobs koeln life london media mil mobi museum name net network news ngo nrw \
online ong org page paris press pro project saarland school scot site social support swiss team tel tirol today training travel university vlaanderen website \
wien world xyz бг бел ею рф укр"
)
"""Top-level domains beside those of countries (https://www.iana.org/domains/root/db)."""
_COUNTRIES: Final = (
    "ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by \
bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cy cz de dj dk dm do dz ec ee eg er es et fi fj fk fm fo fr ga gb \
gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg \
kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw \
mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc \
sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy \
uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)

_TOP_LEVEL: Final = "|".join(sorted((_GENERIC + " " + _COUNTRIES).split(), key=lambda tld: (-len(tld), tld)))
_PATH: Final = r"(?::\d{2,5})?(?:[/?#][^\s<>\"«»“”„|]*)?"
_ADDRESS: Final = re.compile(
    rf"(?P<full>(?:https?|ftp)://[^\s<>\"«»“”„|]+)"
    rf"|(?<![\w@.\-/])(?P<bare>www\.(?:[\w-]+\.)+[^\W\d_]{{2,}}{_PATH}"
    rf"|(?:[^\W_](?:[\w-]*[^\W_])?\.)*[^\W_][\w-]*[^\W_]\.(?:{_TOP_LEVEL})(?![\w@-]|\.\w){_PATH})",
)
_DOTTED: Final = re.compile(r"\.(?<=[^\s.].)[^\s.]|://")
"""What every address has: most texts do not."""
_TRAILING: Final = ".,;:!?'’*_…"
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
_SHORTEST_NAME: Final = 3
_STATED: Final = 0.98
_BARE: Final = 0.9


@dataclass(frozen=True, slots=True)
class LinkMention:
    """A web address as an absolute IRI."""

    start: int
    end: int
    iri: str
    confidence: float
    method: str


def find_links(text: str) -> tuple[LinkMention, ...]:
    """Return the web addresses in ``text`` in order.

    A bare domain (``www.example.org/page``) becomes an ``https`` IRI, an address with a scheme stays as
    written. Punctuation at the end and unmatched closing brackets are not part of it; an e-mail address
    is no link.
    """
    if _DOTTED.search(text) is None:
        return ()
    found = []
    for match in _ADDRESS.finditer(text):
        written = _trimmed(match[0])
        if match["full"]:
            if "." in written and not written.endswith("//"):
                found.append(
                    LinkMention(match.start(), match.start() + len(written), written, _STATED, "url")
                )
        elif text.endswith("](", 0, match.start()) and not written.startswith("www."):
            continue  # the target of a link in Markdown is a page beside this one
        elif _is_domain(written) and text[match.start() + len(written) :][:1] != "@":
            iri = f"https://{written}"
            found.append(LinkMention(match.start(), match.start() + len(written), iri, _BARE, "domain"))
    return tuple(found)


def _trimmed(address: str) -> str:
    """Return ``address`` without punctuation that belongs to the sentence around it."""
    while address:
        last = address[-1]
        unmatched = last in _BRACKETS and address.count(last) > address.count(_BRACKETS[last])
        if last not in _TRAILING and not unmatched:
            break
        address = address[:-1]
    return address


def _is_domain(written: str) -> bool:
    """Tell a domain from an abbreviation (``s.r.o``) or two glued sentences (``end.In``)."""
    host = re.split(r"[:/?#]", written, maxsplit=1)[0]
    labels = host.split(".")
    if len(labels) > 1 and labels[0] == "www":
        return True
    longest = max(len(label) for label in labels[:-1])
    return longest >= _SHORTEST_NAME and labels[-1].islower() and not labels[-2].isdigit()
