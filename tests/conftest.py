"""What all tests share."""

import sys


def pytest_unconfigure() -> None:
    """Close what llama-cpp-python opens at import and never closes.

    Else Python says so at its exit, after the line that tells how the tests went.
    """
    utils = sys.modules.get("llama_cpp._utils")
    for name in ("outnull_file", "errnull_file"):
        file = getattr(utils, name, None)
        if file is not None:
            file.close()
