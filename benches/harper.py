"""The anchor of `editing`: Harper, a checker of grammar, reads the same draft again after each keystroke.

    DRAFT=/tmp/draft.md cargo bench --bench editing --features lsp
    pip install harper-py==0.2.0 && python3 benches/harper.py /tmp/draft.md

It is the engine of `harper-ls`, compiled for this machine, without the protocol around it. Times are those of the processor.
"""

import resource
import statistics
import sys

# This file is called as the package is.
sys.path.pop(0)
from harper import Language, Linter  # noqa: E402

TYPED = " The range was 1,400 km. Nobody asked."


def processor_time():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return 1000 * (used.ru_utime + used.ru_stime)


def read(linter, text):
    """How long a reading takes, in milliseconds, and what it finds."""
    begun = processor_time()
    found = linter.lint(text, language=Language.MARKDOWN)
    return processor_time() - begun, len(found)


draft = open(sys.argv[1], encoding="utf-8").read()
linter = Linter()
took, found = read(linter, draft)
print(f"first reading: {took:.0f} ms, {found} findings")
place = len(draft) // 3
times = []
for at, character in enumerate(TYPED):
    draft = draft[: place + at] + character + draft[place + at :]
    times.append(read(linter, draft)[0])
share = statistics.quantiles(times, n=20)
print(f"{len(times)} keystrokes: median {statistics.median(times):.0f} ms, 95 % {share[-1]:.0f} ms, longest {max(times):.0f} ms")
print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
