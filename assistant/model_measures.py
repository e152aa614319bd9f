"""What `models test` found of a chat model, in plain words; kept beside the models, by their hash.

The folder `measures` of the models' folder holds one JSON file for each model measured: it is
about the weights and not about a workspace, and a file of the user's own is known by its hash too.
A measure made with other test sentences than today's counts as none.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from assistant.errors import NotWritten

FOLDER = "measures"
_MOST_RIGHT = 0.9
_NAMES = {"en": "English", "ja": "Japanese"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedCase:
    """One sentence that the model rendered."""

    id: str
    languages: str
    """From which into which: `ja→en`."""
    trap: str
    """What often goes wrong in such a sentence."""
    sentence: str
    text: str
    """The rendering; empty when none was written."""
    findings: tuple[str, ...]
    """Codes of the errors that the rules found."""
    lacking: tuple[tuple[str, ...], ...]
    """What a right rendering would say and this one doesn't, alternatives together."""
    forbidden: tuple[str, ...]
    """What it says and must not say."""

    @property
    def is_right(self) -> bool:
        """Whether neither the rules nor the label finds anything wrong with it."""
        return bool(self.text) and not (self.findings or self.lacking or self.forbidden)

    @property
    def is_unnoticed(self) -> bool:
        """Whether it is wrong and the rules, which are all that a user has, see nothing."""
        return bool(self.text) and not self.is_right and not self.findings


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCase:
    """One question that was answered or refused."""

    id: str
    language: str
    question: str
    is_answerable: bool
    is_answered: bool

    @property
    def is_right(self) -> bool:
        """Whether it was answered where it could be, and refused where not."""
        return self.is_answerable == self.is_answered


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelMeasure:
    """How well one model renders and refuses."""

    model_id: str
    sha256: str
    """Of the model's file."""
    at: str
    """UTC, ISO 8601 with seconds."""
    set_id: str
    """Which test sentences: changes when they change."""
    seconds: float
    rendered: tuple[RenderedCase, ...]
    asked: tuple[AskedCase, ...]

    @property
    def directions(self) -> tuple[str, ...]:
        """The pairs of languages, in their order."""
        return tuple(dict.fromkeys(case.languages for case in self.rendered))

    def rendered_right(self, languages: str) -> tuple[int, int]:
        """Return how many renderings are right, of how many."""
        cases = [case for case in self.rendered if case.languages == languages]
        return sum(case.is_right for case in cases), len(cases)

    def asked_right(self, *, answerable: bool, language: str = "") -> tuple[int, int]:
        """Return how many questions of a kind were treated rightly, of how many.

        Args:
            answerable: Which kind.
            language: Only questions in it; empty for all.
        """
        cases = [
            case
            for case in self.asked
            if case.is_answerable == answerable and case.language in (language or case.language,)
        ]
        return sum(case.is_right for case in cases), len(cases)

    @property
    def share_rendered_right(self) -> float:
        """Of the direction that goes worst, 0 to 1; 0 when nothing was rendered."""
        shares = [right / of for right, of in map(self.rendered_right, self.directions)]
        return min(shares, default=0.0)

    @property
    def advice(self) -> str:
        """What follows for the user, in a few words for beside the model's name."""
        counts = [(languages, *self.rendered_right(languages)) for languages in self.directions]
        told = ", ".join(f"{right} of {of} ({languages})" for languages, right, of in counts)
        if self.share_rendered_right < _MOST_RIGHT:
            return f"renders {told} right: review every rendering"
        return f"renders {told} right: read each rendering before you file it"

    def words(self) -> tuple[str, ...]:
        """Return the result as sentences."""
        lines = [self._direction_in_words(languages) for languages in self.directions]
        answered, answerable = self.asked_right(answerable=True)
        refused, unanswerable = self.asked_right(answerable=False)
        lines.append(
            f"With it, {answered} of {answerable} questions were answered whose answer stands in "
            f"the passage, and {refused} of {unanswerable} refused whose answer doesn't."
        )
        follows = self.advice.rpartition(": ")[2]
        return (*lines, f"{follows[:1].upper()}{follows[1:]}.")

    def _direction_in_words(self, languages: str) -> str:
        right, of = self.rendered_right(languages)
        first, _, second = languages.partition("→")
        unnoticed = sum(c.is_unnoticed for c in self.rendered if c.languages == languages)
        wrong = of - right
        seen = (
            ""
            if not wrong
            else f"; of the {wrong} wrong ones the rules notice {wrong - unnoticed}"
            if wrong > 1
            else f"; the rules {'miss' if unnoticed else 'notice'} the wrong one"
        )
        from_, into = _NAMES.get(first, first), _NAMES.get(second, second)
        return (
            f"It renders {of} test sentences from {from_} into {into}, {right} of them right{seen}."
        )


@cache
def _adapter() -> TypeAdapter[ModelMeasure]:
    return TypeAdapter(ModelMeasure)


def measured(models_dir: Path, sha256: str, set_id: str = "") -> ModelMeasure | None:
    """Return the kept measure of the weights with that hash.

    Args:
        models_dir: The folder of the models.
        sha256: Of the model's file.
        set_id: Which test sentences it must have been made with; empty for today's.

    Returns:
        None where there is none, or only one made with other sentences or by another version.
    """
    try:
        measure = _read(models_dir, sha256)
    except (OSError, UnicodeDecodeError, ValidationError):
        return None  # it is measured anew
    return measure if _is_of(measure, sha256, set_id) else None


def measure_state(models_dir: Path, sha256: str) -> Literal["none", "whole", "torn", "stale"]:
    """Tell whether a measure is kept of the weights with that hash, and can be used."""
    try:
        measure = _read(models_dir, sha256)
    except FileNotFoundError:
        return "none"
    except (OSError, UnicodeDecodeError, ValidationError):
        return "torn"
    return "whole" if _is_of(measure, sha256) else "stale"


def keep(models_dir: Path, measure: ModelMeasure) -> None:
    """Keep a measure, in place of an earlier one of the same weights.

    Raises:
        NotWritten: The folder can't be written to.
    """
    file = measure_file(models_dir, measure.sha256)
    aside = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(_adapter().dump_json(measure, indent=2))
        aside.replace(file)
    except OSError as exc:
        raise NotWritten(
            f"Can't keep the result of testing {measure.model_id!r}",
            exc.strerror or str(exc),
            "Make the folder for models writable, or set `cache_dir` to another one.",
        ) from exc


def _read(models_dir: Path, sha256: str) -> ModelMeasure:
    return _adapter().validate_json(measure_file(models_dir, sha256).read_text(encoding="utf-8"))


def _is_of(measure: ModelMeasure, sha256: str, set_id: str = "") -> bool:
    from assistant.model_test_cases import load_cases

    return measure.set_id == (set_id or load_cases().id) and measure.sha256 == sha256


def measure_file(models_dir: Path, sha256: str) -> Path:
    """Return where the measure of the weights with that hash is kept."""
    return models_dir / FOLDER / f"{sha256}.json"
