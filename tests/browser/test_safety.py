"""The page is closed to the outside, and what it shows can't act."""

import http.client
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from actions import add_file, ask, evidence, finished_turn, start_afresh
from conftest import Served, Visit
from playwright.sync_api import expect

ATTACK = """# <img src=x onerror="window.hit=1"> wombat report

A wombat says <script>window.hit=1</script> and
<img src=http://192.0.2.1/p.png onerror="window.hit=1">.
![wombat](http://192.0.2.1/q.png) and [wombat](javascript:window.hit=1) and ${window.hit=1} stay.
A wombat says {{constructor.constructor("window.hit=1")()}} too.
"""


def _get(served: Served, path: str = "/", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=10)
    connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_foreign_hosts_and_origins_are_refused(served: Served) -> None:
    assert _get(served)[0] == 200
    assert _get(served, Host="elsewhere.example")[0] == 421
    assert _get(served, Origin="http://elsewhere.example")[0] == 403
    assert _get(served, "/gradio_api/queue/data", Origin="http://elsewhere.example")[0] == 403


@pytest.mark.parametrize(
    "path", ["/gradio_api/file=/etc/passwd", "/gradio_api/vibe-code", "/monitoring", "/docs"]
)
def test_what_gradio_offers_beyond_the_page_is_not_there(served: Served, path: str) -> None:
    assert _get(served, path)[0] == 404


def test_an_export_of_nothing_is_not_found(served: Served) -> None:
    assert _get(served, "/export/nothing.md")[0] == 404
    assert _get(served, "/export/..%2f..%2fetc%2fpasswd.md")[0] == 404


def test_the_served_page_names_no_other_host(served: Served) -> None:
    text = _get(served)[1]
    text = re.sub(r"window\.gradio_api_info = .*?</script>", "", text)
    text = re.sub(r"window\.gradio_config = .*?</script>", "", text)
    own = urlsplit(served.address).netloc
    hosts = {urlsplit(found).netloc for found in re.findall(r"https?://[^\s\"'<>)]+", text)}
    assert hosts - {own, "gradio.app"} == set()
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']?https?://", text)


def test_attacks_in_a_file_stay_text(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    file = tmp_path / "wombat<img src=x onerror=window.hit=1>.md"
    file.write_text(ATTACK, encoding="utf-8")
    add_file(page, file)
    start_afresh(page)
    ask(page, 'wombat <img src=x onerror="window.hit=1">')
    turn = finished_turn(page)
    turn.get_by_role("button", name="Citation 1").first.click()
    expect(evidence(page).locator("mark")).to_be_visible()
    assert page.evaluate("window.hit") is None
    shown = page.locator("#history, #evidence, #shelf, #toolbar, #conversations")
    for index in range(shown.count()):
        piece = shown.nth(index)
        assert piece.locator("img, script, iframe, style, object").count() == 0
        assert piece.locator("a[href^='javascript'], a[href^='http']").count() == 0
    expect(turn).to_contain_text("<img src=x onerror=")


def test_the_process_reaches_no_other_host(served: Served, visit: Visit) -> None:
    page = visit()
    start_afresh(page)
    ask(page, "anything at all")
    finished_turn(page)
    assert served.contacts.read_text() == ""


def test_uploads_leave_nothing_but_the_source(served: Served, visit: Visit, tmp_path: Path) -> None:
    page = visit()
    file = tmp_path / "left-behind.txt"
    file.write_text("Left behind\n\nNothing is left behind.\n", encoding="utf-8")
    add_file(page, file)
    assert (served.workspace / "sources" / "left-behind.txt").is_file()
    waiting = served.workspace / "uploads"
    # Gradio leaves empty files behind (its File component opens one for each upload).
    assert not [path for path in waiting.rglob("*") if path.is_file() and path.stat().st_size]
