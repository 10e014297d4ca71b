"""factlint, a linter for facts: finds where texts contradict themselves, each other and the record.

>>> import factlint
>>> rules = factlint.Rules.from_toml('''
... [[rule]]
... id = "bridge-length"
... check = "quantity"
... about = ["Halden Bridge"]
... near = ["length"]
... unit = "m"
... ''')
>>> report = factlint.check([
...     ("a.txt", "The Halden Bridge has a length of 1,240 metres."),
...     ("b.md", "The **Halden Bridge** has a length of 1,420 metres."),
... ], rules)
>>> report.findings[0].message
'figures for Halden Bridge (length) differ: `1,420 metres` and `1,240 metres`'

`check` goes from texts to findings at once. `observe` and `judge` are its two halves, for corpora that are spread over
processes or machines: what a text says depends on the text and the rules alone, and what is judged together shares a
key. `factlint.spark` runs them on a cluster.

Nothing here reads the clock or the network, and all functions release the lock of the interpreter while they work.
"""

from __future__ import annotations

import datetime
import itertools
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from . import _native

__all__ = [
    "Edit",
    "Finding",
    "Fix",
    "Label",
    "Place",
    "Problem",
    "Report",
    "Row",
    "RuleError",
    "Rules",
    "Span",
    "Summary",
    "Text",
    "check",
    "judge",
    "observe",
]

LINES_VERSION: int = _native.LINES_VERSION
"""The version of the lines of `observe`."""

_NativeRules = _native.Rules

#: Texts that are observed at a time.
_BATCH = 256

#: Lines that are handed over at a time.
_LINES = 4096


class Text(NamedTuple):
    """A document: the path by which findings name it, and what it says."""

    path: str
    """Relative to `factlint.toml`, with `/`; no two texts share one."""
    text: str
    """What it says, with its markup."""
    date: datetime.date | str | None = None
    """Its date, if it states none itself."""
    format: str | None = None
    """How it is read, if its path does not tell: `plain`, `markdown`, `html`, ..."""


AnyText = Text | tuple[str, str] | tuple[str, str, Any] | tuple[str, str, Any, str | None] | Mapping[str, Any]
"""A `Text`, a tuple in its order, or a mapping with its names."""


class Row(NamedTuple):
    """A line of `observe`, with what brings it together with others."""

    key: str
    """128 bits in hexadecimal digits: what shares one is judged together."""
    rule: str
    """The rule whose claim it is; empty for lines about documents."""
    line: str
    """JSON; `docs/scale.md` describes it."""


@dataclass(frozen=True)
class Problem:
    """A mistake in a rule file or in `factlint.toml`, at its words."""

    message: str
    path: str
    line: int
    column: int
    text: str
    label: str
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        label = f" ({self.label})" if self.label else ""
        return f"{self.path}:{self.line}:{self.column}: {self.message}{label}"


class RuleError(ValueError):
    """Rules with mistakes: what they would have said of texts must not be missing in silence."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
        """All of them, each with its place."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (RuleError, (self.problems,))


class Rules:
    """Rules, and what editors have decided about them: what all calls need.

    Loading takes some milliseconds; an object may be shared by threads, and be pickled: it carries the texts of its
    files along.
    """

    _native: _NativeRules

    def __init__(
        self,
        root: str | os.PathLike[str] | None = None,
        *,
        as_of: datetime.date | str | None = None,
        unread: Literal["unclear", "all"] | None = None,
    ) -> None:
        """Loads the rules of a folder with a `factlint.toml`, by default the nearest one upward from here.

        `as_of` is the date of documents that have none. `unread` tells statements that were not read, too.

        Raises `FileNotFoundError` where there is no `factlint.toml`, and `RuleError` where it or a rule has a mistake.
        """
        folder = _folder(root)
        as_of = _day(as_of)
        native, problems = _native.Rules.load(folder, as_of, unread)
        self._take(native, problems, _Loaded(str(folder), as_of, unread))

    @classmethod
    def from_toml(
        cls,
        text: str,
        *,
        packs: Iterable[str] = (),
        path: str = "rules.toml",
        as_of: datetime.date | str | None = None,
        unread: Literal["unclear", "all"] | None = None,
    ) -> Rules:
        """Rules in TOML, and packs that ship by their names (`copy-desk`, `leaders`, ...).

        `path` is what mistakes and notes call the text. Raises `RuleError` where a rule has a mistake.
        """
        made = cls.__new__(cls)
        as_of, packs = _day(as_of), list(packs)
        native, problems = _native.Rules.from_toml(text, path, packs, as_of, unread)
        made._take(native, problems, _Written(text, path, packs, as_of, unread))
        return made

    def _take(self, native: _NativeRules, problems: str, source: _Loaded | _Written | _Carried) -> None:
        found = [Problem(**problem) for problem in json.loads(problems)]
        if found:
            raise RuleError(found)
        self._native = native
        self._source = source

    @property
    def ids(self) -> list[str]:
        """The ids of the rules."""
        return self._native.ids()

    def __repr__(self) -> str:
        return f"<factlint.Rules: {len(self.ids)} rules>"

    def __reduce__(self) -> tuple[Any, ...]:
        source = self._source
        if isinstance(source, _Written):
            return (_written, tuple(source))
        if isinstance(source, _Carried):
            return (_unpacked, tuple(source))
        return (_unpacked, (_packed(source.root, self._native.files()), source.as_of, source.unread))


class _Loaded(NamedTuple):
    root: str
    as_of: str | None
    unread: Literal["unclear", "all"] | None


class _Written(NamedTuple):
    text: str
    path: str
    packs: list[str]
    as_of: str | None
    unread: Literal["unclear", "all"] | None


class _Files(NamedTuple):
    """Files of rules by their paths below a folder that holds them all, and where below it the corpus lies."""

    root: str
    texts: dict[str, bytes]


class _Carried(NamedTuple):
    files: _Files
    as_of: str | None
    unread: Any


class Place(NamedTuple):
    """A place in a file. Lines and columns count from 1, offsets are bytes from 0."""

    line: int
    column: int
    offset: int | None
    """None where the file on the disk is not UTF-8."""


class Span(NamedTuple):
    """A stretch of a file."""

    start: Place
    end: Place


@dataclass(frozen=True)
class Label:
    """Words that a finding shows beside those that matter most."""

    path: str
    origin: str
    """`document`, `rule`, `pack`, `fact` or `config`."""
    span: Span
    text: str
    message: str


@dataclass(frozen=True)
class Edit:
    """One replacement of text."""

    path: str
    span: Span
    replacement: str


@dataclass(frozen=True)
class Fix:
    """A way to settle a finding."""

    safety: str
    """`safe`, or `unsafe` where a person should look."""
    edits: list[Edit]


@dataclass(frozen=True)
class Finding:
    """One contradiction: the words that matter most, and all other sides."""

    rule: str
    check: str
    code: str
    severity: str
    """`error`, `warning` or `note`."""
    message: str
    path: str
    span: Span
    text: str
    label: str
    related: list[Label]
    notes: list[str]
    fix: Fix | None
    fingerprint: str
    """Identity that survives edits elsewhere."""

    def __str__(self) -> str:
        start = self.span.start
        return f"{self.path}:{start.line}:{start.column}: {self.severity}[{self.rule}] {self.message}"

    @classmethod
    def _of(cls, told: dict[str, Any]) -> Finding:
        fix = told["fix"]
        if fix is not None:
            edits = [Edit(one["path"], _span(one["span"]), one["replacement"]) for one in fix["edits"]]
            fix = Fix(fix["safety"], edits)
        related = [Label(**{**one, "span": _span(one["span"])}) for one in told["related"]]
        return cls(**{**told, "span": _span(told["span"]), "related": related, "fix": fix})


@dataclass(frozen=True)
class Summary:
    """What was done and what was withheld."""

    documents: int
    undated: int
    claims: int
    not_judged: int
    """Claims that needed a document's date and had none."""
    stetted: int
    """Findings that an editor lets stand."""
    unread: int
    """Statements about a rule's subject that were not read, since something is unclear."""


class Report:
    """What texts came to."""

    def __init__(self, native: _native.Outcome) -> None:
        self._native = native
        self._findings: list[Finding] | None = None

    @property
    def findings(self) -> list[Finding]:
        """The findings, in their stable order."""
        if self._findings is None:
            self._findings = [Finding._of(json.loads(one)) for one in self._native.findings()]
        return self._findings

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Documents that could not be read, and why."""
        return self._native.errors()

    @property
    def summary(self) -> Summary:
        """What was done and what was withheld."""
        return Summary(**json.loads(self._native.summary()))

    def to(self, format: str = "pretty") -> str:
        """The report as `factlint check --format` writes it, but for `html`."""
        return self._native.report(format)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<factlint.Report: {len(self)} findings>"


def check(texts: Iterable[AnyText] | None = None, rules: Rules | None = None) -> Report:
    """Checks texts, or the corpus of `factlint.toml` where none are given.

    The texts are compared with each other and with nothing else. Raises `ValueError` where a text cannot be one of the
    corpus: two of one path, a format that there is not.
    """
    native = (rules or Rules())._native
    if texts is None:
        return Report(native.check_corpus())
    return Report(native.check([_text(one) for one in texts]))


def observe(texts: Iterable[AnyText], rules: Rules | None = None, *, settle: bool = False) -> Iterator[Row]:
    """What texts say, a row for each document and one for each claim and key.

    Reads as it goes: some hundred texts are in memory at a time. With `settle`, what no other text can change is
    settled at once, and what is left is what texts may contradict each other in: far less to sort. Rows of one key
    have to be brought together for `judge`, as sorting them does.
    """
    native = (rules or Rules())._native
    texts = iter(texts)
    while batch := list(itertools.islice(texts, _BATCH)):
        for row in native.observe([_text(one) for one in batch], settle):
            yield Row(*row)


def judge(rows: Iterable[Row | str], rules: Rules | None = None) -> Report:
    """What rows of `observe`, or their lines, come to.

    Rows of one key come one after the other; `sorted(rows)` sees to that. Raises `ValueError` where a key comes back
    that was judged before, and where other rules have observed.
    """
    return Report((rules or Rules())._native.judge(iter(_batches(rows))))


def _batches(rows: Iterable[Row | str]) -> Iterator[list[str]]:
    lines = (row if isinstance(row, str) else row[2] for row in rows)
    while batch := list(itertools.islice(lines, _LINES)):
        yield batch


def _text(one: AnyText) -> tuple[str, str, str | None, str | None]:
    text = Text(**one) if isinstance(one, Mapping) else Text(*one)
    return (text.path, text.text, _day(text.date), text.format)


def _day(date: datetime.date | str | None) -> str | None:
    if isinstance(date, datetime.datetime):
        date = date.date()
    return None if date is None else str(date)


def _span(told: dict[str, Any]) -> Span:
    return Span(Place(**told["start"]), Place(**told["end"]))


def _folder(root: str | os.PathLike[str] | None) -> Path:
    name = "factlint.toml"
    if root is not None:
        folder = Path(root).absolute()
        folder = folder.parent if folder.name == name else folder
        if not (folder / name).is_file():
            raise FileNotFoundError(f"there is no {name} in {folder}")
        return folder
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / name).is_file():
            return folder
    raise FileNotFoundError(f"there is no {name} in {here} or above: name its folder, or use Rules.from_toml")


def _packed(root: str, files: Iterable[str | os.PathLike[str]]) -> _Files:
    paths = [Path(os.path.normpath(path)) for path in files]
    top = Path(os.path.commonpath([root, *(path.parent for path in paths)]))
    texts = {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(paths)}
    return _Files(Path(root).relative_to(top).as_posix(), texts)


def _unpacked(files: _Files, as_of: str | None, unread: Any) -> Rules:
    """Rules of files that came from elsewhere."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="factlint-") as folder:
        for path, text in files.texts.items():
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text)
        rules = Rules(Path(folder, files.root), as_of=as_of, unread=unread)
    rules._source = _Carried(files, as_of, unread)
    return rules


def _written(text: str, path: str, packs: list[str], as_of: str | None, unread: Any) -> Rules:
    return Rules.from_toml(text, path=path, packs=packs, as_of=as_of, unread=unread)
