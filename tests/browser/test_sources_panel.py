"""The sources in the browser: the first visit, folders, removal, files that can't be read."""

from collections.abc import Callable
from pathlib import Path

from actions import add_file, ask, compared_turn, finished_turn, start_afresh
from conftest import Served, Visit
from playwright.sync_api import expect


def test_the_first_visit_offers_samples_and_what_is_written_survives_a_restart(
    visit: Visit, serve_anew: Callable[[], Served]
) -> None:
    first = serve_anew()
    page = visit(first)
    samples = page.get_by_role("button", name="Add the sample sources")
    examples = page.get_by_role("region", name="Conversation").get_by_role("listitem")
    expect(samples).to_be_visible()
    expect(examples).to_have_count(3)
    samples.click()
    expect(page.get_by_role("list", name="Sources").get_by_role("listitem")).to_have_count(6)
    expect(samples).to_be_hidden()
    examples.nth(1).get_by_role("button").click()
    written = compared_turn(page).inner_text()
    page.context.close()
    first.stop()

    page = visit(serve_anew())
    assert compared_turn(page).inner_text() == written
    expect(page.get_by_role("list", name="Sources").get_by_role("listitem")).to_have_count(6)
    # Its server ends before the browser does, which would look for it.
    page.context.close()


def test_a_source_is_removed_only_after_a_second_click(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    file = tmp_path / "unwanted.txt"
    file.write_text("Unwanted notes\n\nThese notes are not wanted.\n", encoding="utf-8")
    add_file(page, file)
    source = (
        page.get_by_role("list", name="Sources")
        .get_by_role("listitem")
        .filter(has_text="Unwanted notes")
    )
    source.get_by_role("button", name="Remove").click()
    source.get_by_role("button", name="Keep").click()
    expect(source).to_be_visible()
    source.get_by_role("button", name="Remove").click()
    source.get_by_role("button", name="Yes, remove").click()
    expect(source).to_have_count(0)


def test_a_file_that_cannot_be_read_is_listed_with_its_reason(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and then nothing of use")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Click to upload or drop files").click()
    chooser.value.set_files(broken)
    expect(page.get_by_text("Not read:")).to_be_visible()
    expect(page.locator("#progress").get_by_role("listitem")).to_contain_text("broken")


def test_a_folder_is_synced_and_a_changed_file_is_noticed(visit: Visit, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    note = folder / "harvest.txt"
    note.write_text("Harvest report\n\nThe plum harvest was small.\n", encoding="utf-8")
    page = visit()
    page.get_by_role("button", name="Sync a folder").click()
    page.get_by_label("Folder on this machine").fill(str(folder))
    page.get_by_role("button", name="Sync folder").click()
    progress = page.locator("#progress")
    expect(progress).to_contain_text("1 added")
    note.write_text("Harvest report\n\nThe plum harvest was plentiful.\n", encoding="utf-8")
    page.get_by_role("button", name="Re-index changed files").click()
    expect(progress).to_contain_text("1 updated")
    start_afresh(page)
    ask(page, "plum harvest")
    expect(finished_turn(page)).to_contain_text("plentiful")
    page.get_by_label("Folder on this machine").fill(str(tmp_path / "nowhere"))
    page.get_by_role("button", name="Sync folder").click()
    expect(progress).to_contain_text("there is no such folder")
