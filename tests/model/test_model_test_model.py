"""Testing the starter for real, with a few of the cases: invariants of the result."""

from dataclasses import replace

import pytest

from assistant.model_state import OpenModel
from assistant.model_test import measure
from assistant.model_test_cases import load_cases
from assistant.runtime import LocalModel
from assistant.types import ModelIdentity

pytestmark = pytest.mark.model


def test_the_starter_renders_and_decides(starter: LocalModel) -> None:
    cases = load_cases()
    chosen = [next(c for c in cases.sentences if c.languages == way) for way in ("ja→en", "en→ja")]
    few = replace(cases, sentences=tuple(chosen), questions=cases.questions[8:10])
    identity = ModelIdentity(id="starter", sha256="0" * 64)
    found = measure(OpenModel(model=starter, identity=identity), cases=few)
    assert [case.languages for case in found.rendered] == ["ja→en", "en→ja"]
    assert all(case.text for case in found.rendered)
    assert "4 billion" in found.rendered[0].text
    assert "35億" in found.rendered[1].text
    assert [case.id for case in found.asked] == [case.id for case in few.questions]
    assert any(case.is_right for case in found.asked)
