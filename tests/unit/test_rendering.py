"""Text from models and sources becomes HTML that can't do anything."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Claim, Verdict
from ui.rendering import escape, markdown

ATTACKS = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](http://elsewhere.example/p.png)",
    "<http://elsewhere.example>",
    "http://elsewhere.example/p.png",
    "<iframe src=//elsewhere.example></iframe>",
    "<style>@import url(//elsewhere.example/x.css)</style>",
    "<button data-event=remove data-key=1>x</button>",
    '" onmouseover="alert(1)',
    "`<img src=x onerror=alert(1)>`",
    "```\n<img src=x onerror=alert(1)>\n```",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<<script>script>alert(1)<</script>/script>",
    "${alert(1)} {{constructor.constructor('alert(1)')()}}",
    "\ue0000\ue002<script>\ue001",
)
ALLOWED = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"),
    *("em", "strong", "code", "pre", "span", "button"),
}


class _Tags(HTMLParser):
    """Collects every tag and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    return tags


def _claim(text: str, verdict: Verdict = "unchecked") -> Claim:
    return Claim(text=text, citations=(1,), kind="sourced", verdict=verdict)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_a_reply_is_inert_text(attack: str) -> None:
    shown = _read(markdown(f"Before {attack} [1]", turn="0", titles={1: attack}))
    assert shown.tags <= ALLOWED
    allowed = {"class", "type", "aria-label", "title", "data-event", "data-turn", "data-key"}
    assert shown.attributes <= allowed
    assert not {name for name in shown.attributes if name.startswith("on")}


@pytest.mark.parametrize("attack", ATTACKS)
def test_only_the_systems_own_buttons_carry_events(attack: str) -> None:
    html = markdown(attack, turn="0", titles={})
    assert "data-event" not in _read(html).attributes


@given(st.text())
def test_no_text_at_all_makes_another_element(text: str) -> None:
    assert _read(markdown(text, turn="0", titles={1: text}, claims=(_claim(text),))).tags <= ALLOWED


@given(st.text())
def test_escaped_text_has_no_element_and_closes_no_attribute(text: str) -> None:
    assert not {"<", ">", '"', "'"} & set(escape(text))


def test_a_citation_is_a_button_with_a_name() -> None:
    html = markdown("It holds [2].", turn="4", titles={2: "The report"})
    assert 'data-turn="4"' in html
    assert 'data-key="2"' in html
    assert 'aria-label="Citation 2: The report"' in html


def test_a_marker_without_its_citation_stays_text() -> None:
    assert _read(markdown("It holds [7].", turn="0", titles={1: "x"})).text.strip() == (
        "It holds [7]."
    )


def test_headings_lists_and_emphasis_are_rendered() -> None:
    tags = _read(markdown("## Ask\n\n- **one**\n- *two*\n", turn="0", titles={})).tags
    assert {"h2", "ul", "li", "strong", "em"} <= tags


def test_each_sentence_can_be_opened_and_has_its_verdicts_sign_and_word() -> None:
    html = markdown(
        "First one [1]. The *second* one is new [1].",
        turn="3",
        titles={1: "x"},
        claims=(_claim("First one.", "supported"), _claim("The second one is new.")),
    )
    first, second = re.findall(r'<span class="claim walk claim-(.*?)</span></span></span>', html)
    assert first.startswith('supported" data-event="claim" data-turn="3" data-claim="0">First one')
    assert second.startswith('unchecked" data-event="claim" data-turn="3" data-claim="1">The <em>')
    assert first.endswith('✓<span class="heard"> Supported')
    assert second.endswith('?<span class="heard"> Unchecked')


def test_a_position_has_no_sign() -> None:
    stated = Claim(text="We want it.", citations=(), kind="position", verdict="unchecked")
    html = markdown("We want it.", turn="0", titles={}, claims=(stated,))
    assert 'data-event="claim"' in html
    assert "heard" not in html


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_within_a_sentence_is_inert_text(attack: str) -> None:
    text = f"A {attack} b."
    shown = _read(markdown(f"{text} [1]", turn="0", titles={1: "x"}, claims=(_claim(text),)))
    assert shown.tags <= ALLOWED
    assert not {name for name in shown.attributes if name.startswith("on")}


def test_a_claim_that_is_not_in_the_text_marks_nothing() -> None:
    html = markdown("One.", turn="0", titles={}, claims=(_claim("Another."),))
    assert "claim" not in html


def test_a_stale_citation_has_a_sign_and_a_word_and_is_still_a_link() -> None:
    html = markdown("A [1]. B [2].", turn="0", titles={1: "T", 2: "U"}, stale=(2,))
    assert html.count("stale-mark") == 1
    fresh, stale = html.split("B ")
    assert "tale" not in fresh
    assert '<span class="stale-mark">◷ stale</span>' in stale
    assert 'aria-label="Citation 2: U. Stale: Its source was changed or removed since' in stale
    assert 'data-event="cite"' in stale
    assert "wrong" not in stale.lower()
