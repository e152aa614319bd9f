"""The one sentence of a section that the model adds of its own: how it could be carried out.

It may state nothing that would need a source: no figure, and no name that isn't the commenter's.
"""

import re
from threading import Event

from assistant.claims import capitalised, without_markers
from assistant.prompting import load_prompt
from assistant.questions import names_in
from assistant.runtime import Generation, GenerationOptions, LocalModel, scripts_of_language
from assistant.sections import LANGUAGE, TOLERANCE, SectionInWork, count_words, repeats
from assistant.types import Claim
from knowledge import find_quantities
from knowledge.errors import Cancelled
from knowledge.sentences import split_sentences


def implementation(
    state: SectionInWork, recommendation: str, model: LocalModel, stop: Event
) -> Claim | None:
    """Let the model add one sentence; None where it has nothing that may stand there.

    Raises:
        Cancelled: `stop` was set.
    """
    written = _written(recommendation, model, stop)
    said = without_markers(written.text.strip())
    if not re.search(r"\w", said):
        return None
    text = f"The agency could {said}"
    spans = split_sentences(text, LANGUAGE)
    first = text[slice(*spans[0])] if spans else ""
    if written.finish_reason == "length" and len(spans) < 2:
        return None
    if find_quantities(first, LANGUAGE) or _adds_names(first, recommendation):
        return None
    if repeats(first, [s.claim.text for s in state.sentences]):
        return None
    if state.word_count() + count_words(first) > state.words * (1 + TOLERANCE):
        return None
    return Claim(
        text=capitalised(first, LANGUAGE), citations=(), kind="inference", verdict="unchecked"
    )


def _written(recommendation: str, model: LocalModel, stop: Event) -> Generation:
    prompt = load_prompt("implementation", frozenset({"recommendation"}))
    written = model.generate(
        prompt.messages(recommendation=recommendation),
        GenerationOptions(
            max_tokens=70,
            stop_strings=("\n",),
            scripts=scripts_of_language(LANGUAGE),
            allowed_numbers=frozenset(),
        ),
        stop=stop,
        is_aside=True,
    )
    if stop.is_set():
        raise Cancelled("The draft", "it was stopped", "Draft it again for the whole section.")
    return written


def _adds_names(text: str, given: str) -> bool:
    known = given.casefold()
    return any(
        re.search(r"[A-Z].*[A-Z]|\d", name) and name.casefold() not in known
        for name in names_in(text)
    )
