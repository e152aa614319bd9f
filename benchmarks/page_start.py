"""Time from `policy-comment serve` to the page's first answer, with everything installed.

Run: python benchmarks/page_start.py [--rounds 3]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request


def once(port: int) -> float:
    """Start the server on an empty workspace and return seconds until the page answers."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)]
        server = subprocess.Popen(
            [*command, "--workspace", folder],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while time.perf_counter() - start < 120:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                        page.read()
                        return time.perf_counter() - start
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.05)
            raise SystemExit("The page didn't answer within two minutes.")
        finally:
            server.terminate()
            server.wait(timeout=30)


def main() -> None:
    """Measure and print the median."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    seconds = [once(7900 + n) for n in range(options.rounds)]
    shown = ", ".join(f"{value:.1f}" for value in seconds)
    print(f"page reachable: median {statistics.median(seconds):.1f} s, all {shown}")


if __name__ == "__main__":
    main()
