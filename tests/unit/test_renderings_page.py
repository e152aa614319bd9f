"""The view of renderings as HTML: words for every state, nothing of a text as markup, pages."""

from dataclasses import replace

import pytest
from cards_for_tests import card_of, rendering_of

from assistant.compared import KeptComparison
from assistant.fidelity import check_rendering
from assistant.objections import Reviewed
from assistant.pairing import pair_figures
from assistant.reviewing import SHOWN, Listing
from assistant.term_list import ListedTerm
from assistant.terms import Term
from assistant.types import RenderingState
from ui.renderings.page import PAGE, head, listing, name_field
from ui.renderings.term_table import term_table
from ui.renderings.words import STATES

CARD = card_of("港は2019年に300隻を受け入れた。", "ja")
GOOD = "The port received 300 vessels in 2019."


def reviewed(text: str = GOOD, state: RenderingState = "machine") -> Reviewed:
    rendering = rendering_of(CARD, text, state=state)
    findings = check_rendering(CARD, text, "en")
    return Reviewed(
        key="ab" * 32,
        card=CARD,
        others=(),
        rendering=replace(rendering, findings=findings),
        figures=pair_figures(CARD.quantities, text, "en"),
        comparison=None,
        is_usable=not findings,
        by="",
        at="",
    )


def shown(*items: Reviewed, total: int = 0, offset: int = 0, missing: int = 0) -> str:
    total = total or len(items)
    found = Listing(
        items=items,
        offset=offset,
        total=total,
        counts=dict.fromkeys(SHOWN, total),
        missing=missing,
        sources=((1, "A <report>", "ja"),),
    )
    return listing(found, shown="all", source_id=None, version=7)


@pytest.mark.parametrize("state", ["machine", "edited", "approved", "rejected"])
def test_every_state_has_a_sign_a_word_and_its_actions(state: RenderingState) -> None:
    page = shown(reviewed(state=state))
    sign, word, _ = STATES[state]
    assert f'<span aria-hidden="true">{sign}</span> {word}' in page
    assert ('data-act="approve"' in page) == (state != "approved")
    assert ('data-act="reject"' in page) == (state != "rejected")
    assert ('data-act="another"' in page) == (state in ("machine", "rejected"))
    assert 'data-act="edit"' in page


def test_the_original_has_its_language_and_its_figures_marked() -> None:
    page = shown(reviewed())
    assert '<blockquote lang="ja">港は<mark>2019年</mark>に<mark>300隻</mark>' in page
    assert page.count('class="pair pair-same"') == 2
    assert "No rule objects to it." in page


def test_a_wrong_figure_is_said_once_beside_the_right_one() -> None:
    page = shown(reviewed("The port received 400 vessels in 2019."))
    assert 'class="pair pair-differs"' in page
    assert "300隻" in page.partition('class="pairs"')[2]
    assert "is missing" not in page
    assert "Answers show the original in its place" in page


def test_a_figure_that_no_rule_misses_is_not_called_missing() -> None:
    card = card_of("港は1つの橋を持つ。", "ja")
    text = "The port has a bridge of its own."
    item = replace(
        reviewed(),
        card=card,
        rendering=rendering_of(card, text),
        figures=pair_figures(card.quantities, text, "en"),
    )
    assert item.figures[0].state == "lost"
    assert "pair-passed" in shown(item)


def test_texts_are_no_markup() -> None:
    evil = '</textarea><script>alert(1)</script>" onfocus="x'
    item = replace(
        reviewed(),
        card=replace(CARD, title=evil, heading=evil, subject=evil, quote=evil, quantities=()),
        rendering=rendering_of(CARD, evil),
        by=evil,
        at="2026-01-02T03:04:05+00:00",
        comparison=KeptComparison(
            model_id="m", support=0.4, margin=-1.0, nearest=evil, count=1, findings=()
        ),
    )
    page = shown(item)
    assert "<script" not in page
    assert 'onfocus="x' not in page
    assert page.count("</textarea>") == 1
    assert "A &lt;report&gt;" in page
    table = term_table(
        [ListedTerm(term=Term(japanese=evil, english=evil), is_own=True, shipped=evil)], version=1
    )
    assert "<script" not in table
    assert 'onfocus="x' not in table


def test_comparisons_are_told_in_words() -> None:
    kept = KeptComparison(model_id="m", support=0.83, margin=1.2, nearest="Not so.", count=3)
    assert "83% sure that the original says so" in shown(replace(reviewed(), comparison=kept))
    preferred = replace(kept, margin=-0.5)
    assert "It preferred “Not so.”" in shown(replace(reviewed(), comparison=preferred))
    too_long = replace(kept, support=None)
    assert "too long for the model" in shown(replace(reviewed(), comparison=too_long))


def test_pages_lead_on_and_back() -> None:
    first = shown(reviewed(), total=50)
    assert f'data-offset="{PAGE}">Next' in first
    assert "disabled>Previous" in first
    last = shown(reviewed(), total=50, offset=40)
    assert f'data-offset="{40 - PAGE}">Previous' in last
    assert "41–41 of 50" in last
    assert "Next" not in shown(reviewed())


def test_where_there_is_nothing_it_says_why() -> None:
    assert "once a source in another language" in shown()
    assert "No renderings yet" in shown(missing=3)


def test_the_starter_is_for_trying_out() -> None:
    assert "for trying out: review every rendering" in head("a/starter.gguf", is_starter=True)
    assert "trying out" not in head("a/bigger.gguf", is_starter=False)


def test_the_name_is_shown_as_text() -> None:
    assert 'value="Ada &quot;&lt;b&gt;"' in name_field('Ada "<b>')
