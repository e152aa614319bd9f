"""Every code of a finding about one claim: how grave it is, what it says, what to do about it."""

from dataclasses import dataclass

from assistant.types import Finding, Severity

_READ = "Read the original beside it; edit the sentence or leave it out."
_FIGURE = "Compare the figure with the original and write it as it stands there."
_SPEAKER = "Say who says it, as the source does."
_STRENGTH = "Put it as carefully as the source does."


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One kind of finding."""

    severity: Severity
    message: str
    """With a place `{it}` for what was found, where the code has one."""
    remedy: str


def _error(message: str, remedy: str = _READ) -> Code:
    return Code(severity="error", message=message, remedy=remedy)


def _warning(message: str, remedy: str = _READ) -> Code:
    return Code(severity="warning", message=message, remedy=remedy)


def _note(message: str, remedy: str) -> Code:
    return Code(severity="note", message=message, remedy=remedy)


CODES: dict[str, Code] = {
    # Figures
    "figure_not_in_source": _error("“{it}” isn't in the cited passage.", _FIGURE),
    "figure_lost": _error("“{it}” of the source is missing."),
    "figure_about_other": _error(
        "“{it}” stands in the cited passage, but says something about something else.", _FIGURE
    ),
    "bound_changed": _error(
        "“{it}” says at least, at most or about otherwise than the source.", _FIGURE
    ),
    "bound_shifted": _warning(
        "“{it}”: the one side counts the number itself in (at least, 以上), the other not.", _FIGURE
    ),
    "range_changed": _error("“{it}” is one end of a range in the source.", _FIGURE),
    # Names and quotations
    "name_added": _error("“{it}” isn't in the source."),
    "name_lost": _error("“{it}” of the source is missing."),
    "name_changed": _error("“{it}” isn't what the source calls it."),
    "term_lost": _error("“{it}” of the source is missing."),
    "code_lost": _error("“{it}” of the source isn't there as it is written."),
    "quote_not_verbatim": _error(
        "“{it}” stands in quotation marks, but not in the source.",
        "Quote the source's own words, or take the quotation marks away.",
    ),
    "quote_translated": _warning(
        "“{it}” stands in quotation marks, but the source is in another language.",
        "Take the quotation marks away, or say that the translation is yours.",
    ),
    # Who says it, and how surely
    "attribution_dropped": _error("The source reports what {it} says; this drops it.", _SPEAKER),
    "speaker_changed": _error("“{it}” isn't who says so in the source.", _SPEAKER),
    "modality_stronger": _error(
        "The source puts it more carefully ({it}) than this does.", _STRENGTH
    ),
    "condition_dropped": _error(
        "The source says so under a condition ({it}); this drops it.", _STRENGTH
    ),
    "qualifier_dropped": _error("The source limits it (“{it}”); this doesn't.", _STRENGTH),
    # What it says
    "negation_changed": _error("A “not” of the source is lost or added."),
    "direction_turned": _error("{it}"),
    "comparison_added": _error("It compares what the source doesn't compare."),
    "roles_exchanged": _error("“{it}” have changed places: who does what to whom is another."),
    "unrelated": _error("The cited passage is about something else."),
    "mostly_not_in_source": _error(
        "Most of its words aren't in the cited passage: {it}.",
        "Cite the passage that says so, or leave it out.",
    ),
    "words_not_in_source": _warning(
        "The cited passage doesn't hold these words: {it}.",
        "Read the original beside it: does it say so in other words?",
    ),
    "comparison_failed": _error(
        "By the model's comparison, the passage says something else than this."
    ),
    "comparison_doubtful": _warning("Compared with its passage, the sentence stands weakly."),
    # Form
    "not_a_statement": _error("It speaks of its own making, not of the matter."),
    "wrong_language": _error("It isn't in the language of the text."),
    "too_short": _error("Too little is left of the sentence."),
    "cut_off": _error("It breaks off before its end."),
    "repeats": _error("It repeats itself."),
    "length_odd": _error("It is far shorter or longer than the source's sentence."),
    # What the source itself leaves open
    "no_passage": _warning("No passage is cited for it.", "Cite a source, or mark it as your own."),
    "no_safe_rendering": _warning(
        "No safe translation of it could be written, so the original stands here.",
        "Translate it yourself, or ask a colleague who reads the language.",
    ),
    "subject_unresolved": _note(
        "The sentence leaves open who or what it is about.",
        "Read it in its place before you use it.",
    ),
    "secondary_source": _note(
        "Second-hand: the source reports somebody else's document{it}.",
        "Get the original before you file this.",
    ),
    "unnamed_origin": _note(
        "Unnamed origin: the source doesn't name whose research or estimate it is.",
        "Find the study before you file this.",
    ),
}


def finding(code: str, it: str = "") -> Finding:
    """Make the finding `code` about `it`."""
    kind = CODES[code]
    return Finding(
        code=code,
        severity=kind.severity,
        message=kind.message.format(it=it),
        remedy=kind.remedy,
    )
