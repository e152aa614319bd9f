"""Work in a thread: every watcher gets the last state, and stopping reaches the work."""

import threading

from ui.jobs import Job


def test_watchers_see_the_last_state() -> None:
    def work(job: Job[int]) -> None:
        for _ in range(100):
            job.update(lambda n: n + 1)

    job = Job(0, work)
    job.start()
    seen = list(job.watch(0.001))
    assert seen[-1] == 100
    assert seen == sorted(seen)
    assert list(job.watch()) == [100]


def test_stop_reaches_the_work() -> None:
    def work(job: Job[str]) -> None:
        said = "stopped" if job.stop.wait(10) else "never"
        job.update(lambda _: said)

    job = Job("", work)
    job.start()
    assert not job.wait(0.01)
    job.stop.set()
    assert job.wait(10)
    assert job.state == "stopped"


def test_a_watcher_that_leaves_does_not_end_the_work() -> None:
    go = threading.Event()

    def work(job: Job[int]) -> None:
        has_gone = go.wait(10)
        job.update(lambda _: int(has_gone))

    job = Job(0, work)
    job.start()
    job.update(lambda _: -1)
    watching = job.watch(0)
    next(watching)
    watching.close()
    go.set()
    assert job.wait(10)
    assert job.state == 1
