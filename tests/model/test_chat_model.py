"""The local model in an ordinary LangChain chain, with nothing sent anywhere."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from langchain_core.messages import AIMessageChunk, HumanMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate

from assistant.runtime import LocalModel, PolicyChatModel, is_written_in, scripts_of_language

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
PROMPT = ChatPromptTemplate.from_messages(
    [("system", "Answer in one short sentence."), ("human", "{question}")]
)


def test_it_works_in_anybodys_chain(starter: LocalModel) -> None:
    chain = PROMPT | PolicyChatModel(local_model=starter, max_tokens=24) | StrOutputParser()
    question = {"question": "Which country is Oslo in?"}
    whole = chain.invoke(question)
    assert "Norway" in whole
    pieces = list(chain.stream(question))
    assert len(pieces) > 1
    assert "Norway" in "".join(pieces)
    assert len(chain.batch([question, question])) == 2


def test_messages_carry_usage_and_reason(starter: LocalModel) -> None:
    model = PolicyChatModel(local_model=starter, max_tokens=3)
    message = model.invoke([HumanMessage("Tell a long story.")])
    assert message.usage_metadata is not None
    assert message.usage_metadata["output_tokens"] == 3
    assert message.response_metadata["finish_reason"] == "length"
    chunks = list(model.stream([HumanMessage("Tell a long story.")]))
    total = AIMessageChunk(content="")
    for chunk in chunks:
        total += chunk
    assert total.usage_metadata is not None
    assert total.usage_metadata["output_tokens"] == 3
    assert total.text == message.text


def test_stop_and_settings_can_be_given_for_one_call(starter: LocalModel) -> None:
    model = PolicyChatModel(local_model=starter, max_tokens=40)
    assert "3" not in model.invoke("Count from 1 to 9, in digits.", stop=["3"]).text
    bound = model.bind(language="en", allowed_numbers=frozenset())
    text = bound.invoke("今年は何年ですか。数字で答えてください。").text
    english = scripts_of_language("en")
    assert english is not None
    assert is_written_in(text, english)
    assert not any(character.isdigit() for character in text)


def test_a_chain_sends_nothing_out_though_the_environment_asks_for_tracing(
    starter_path: Path,
) -> None:
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _note(self) -> None:
            requests.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_GET = do_POST = do_PATCH = _note

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    code = (
        "import sys, pathlib\n"
        "from assistant.runtime import LocalModel, PolicyChatModel\n"
        "from langchain_core.tracers.langchain import wait_for_all_tracers\n"
        "model = LocalModel(pathlib.Path(sys.argv[1]), context_tokens=512)\n"
        "print(PolicyChatModel(local_model=model, max_tokens=2).invoke('One, two,').text)\n"
        "wait_for_all_tracers()\n"
    )
    address = f"http://127.0.0.1:{server.server_port}"
    environment = os.environ | {
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "key",
        "LANGSMITH_ENDPOINT": address,
        "LANGCHAIN_ENDPOINT": address,
    }
    try:
        run = subprocess.run(
            [sys.executable, "-c", code, str(starter_path)],
            cwd=ROOT, env=environment, capture_output=True, check=True,
        )  # fmt: skip
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert run.stdout.strip()
    assert requests == []
