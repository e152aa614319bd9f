# The two commands are `make run` and `make test`; `make help` shows all.
# What can be set: PYTHON=… (which Python makes .venv), and any POLICY_COMMENT_* (docs/installing.md).

BIN := .venv/bin
ASSISTANT := $(BIN)/policy-comment
# A browser is opened where there is a screen to open it on.
OPEN := $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),--open)
# The models that the settings name, one a line; a path of the user's own is not fetched.
CHOSEN_MODELS := $(BIN)/python -c 'from assistant.settings import load_settings as read; \
	chosen = read(); print(chosen.embedder, chosen.chat_model, sep="\n")'
# The sample sources are added once: who removes them doesn't get them back.
HAS_LIBRARY := $(BIN)/python -c 'import sys; from assistant.settings import load_settings as read; \
	from knowledge.store.database import DATABASE_NAME as name; \
	sys.exit(not (read().workspace / name).exists())'
# The weights that the tests use.
TEST_MODELS := qwen2.5-coder-1.5b-instruct multilingual-e5-small
# Labelled questions, and folders with the documents that they are about.
QUESTIONS := tests/data/questions/dev.jsonl tests/data/questions/fit.jsonl
QUESTION_SOURCES := examples/sources $(wildcard ../shared/sources)
EVAL_WORKSPACE := build/eval-workspace

.DEFAULT_GOAL := help
.PHONY: help set-up run test test-models lint bench eval clean

help: ## Show the commands.
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F'\t' '{printf "make %-8s %s\n", $$1, $$2}'

set-up:
	@.ci/set-up

run: set-up ## Set up, fetch the models, index the sample sources, open the page.
	@$(ASSISTANT) doctor
	@$(CHOSEN_MODELS) | while read -r model; do \
		test -e "$$model" || $(ASSISTANT) models pull "$$model" || \
		echo "Going on without $$model; 'make run' tries to fetch it again." >&2; done
	@$(HAS_LIBRARY) || $(ASSISTANT) sources add examples/sources
	@$(ASSISTANT) serve $(OPEN) || test $$? = 130 # Ctrl-C

test: lint test-models ## Set up, fetch the models, then format, lint, types and all tests.
	$(BIN)/pytest tests/unit tests/model tests/browser

test-models: set-up
	@for model in $(TEST_MODELS); do $(ASSISTANT) models pull $$model || exit 1; done

lint: set-up ## Format, lint and types.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: test-models ## Measure what docs/performance.md quotes, those that need no other data.
	for script in tokens_per_second prefix_reuse embedding_speed retrieval_speed claim_rules page_start; do \
		$(BIN)/python benchmarks/$$script.py || exit 1; done
	$(BIN)/python benchmarks/answer_latency.py examples/sources

eval: test-models ## Ask all labelled questions and print the score and the misses.
	rm -rf $(EVAL_WORKSPACE)
	$(ASSISTANT) sources add $(QUESTION_SOURCES) --workspace $(EVAL_WORKSPACE)
	for file in $(QUESTIONS); do \
		$(ASSISTANT) eval $$file --workspace $(EVAL_WORKSPACE) || exit 1; done

clean: ## Remove .venv and what was built or cached here; models and your workspace stay.
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find assistant knowledge prompts ui tests benchmarks docs -name __pycache__ -exec rm -rf {} +
