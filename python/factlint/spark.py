"""factlint on Apache Spark: texts of a data frame become findings, byte for byte those of `factlint check`.

    rules = factlint.Rules("newsroom")
    texts = spark.read.parquet("archive")              # path, text; date and format where there are such columns
    report = factlint.spark.check(texts, rules)
    print(report.to("pretty"))

The work is a map and a reduce:

1. `observe` reads texts, wherever they lie. What no other text can change is settled there at once; what is left is
   shuffled: a row for each claim.
2. `judge` brings together the rows of one key, and judges them. Groups with more than `hot` claims are not brought
   together: they are judged a document at a time, in three passes over the rows where they lie, so that no such group
   has to fit into memory. That is exact for rules that compare figures or dates, and for most that hold every document
   against a fact; `docs/python.md` has them all. Groups of other rules are judged whole, up to `largest` claims; beyond
   that, `GroupTooLarge` is raised before anything is judged.

What every part comes to goes to the driver: findings, sums, and what documents let stand.

Rules travel with the functions, with the texts of their files; nothing has to lie on the workers but this package.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-untyped]

from . import LINES_VERSION, Report, Rules, Text, _native
from . import observe as _observe

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = [
    "ROWS",
    "SCHEMA",
    "GroupTooLarge",
    "check",
    "collect",
    "group_judge",
    "judge",
    "observe",
    "observer",
]

ROWS = "key string, rule string, line string"
"""The columns of all data frames here but that of texts, as Spark names them."""

SCHEMA = pa.schema(
    [pa.field(name, pa.string(), nullable=False) for name in ("key", "rule", "line")],
    metadata={"factlint.version": str(LINES_VERSION)},
)
"""The same for Arrow, as `factlint observe --format arrow` writes it."""

#: Texts that are observed at a time.
_TEXTS = 256


class GroupTooLarge(ValueError):
    """Groups of claims that have to be judged whole, and are too large for that."""

    def __init__(self, groups: list[tuple[str, str, int]], largest: int) -> None:
        self.groups = groups
        """Rule, key and number of claims."""
        self.largest = largest
        told = ", ".join(f"`{rule}` ({count:,} claims, key {key})" for rule, key, count in groups)
        super().__init__(
            f"these groups are larger than {largest:,} claims, and every claim in them has to be seen beside the "
            f"others: {told}. Narrow the rule (`near`, `from`, `in`), or raise `largest` if a worker has the memory"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.groups, self.largest))


def observe(texts: DataFrame, rules: Rules) -> DataFrame:
    """What texts say: a data frame of rows, see `ROWS`.

    `texts` has columns `path` and `text`, and may have `date` and `format`. No two texts share a path.
    """
    _refuse_other_columns(texts.columns)
    return texts.mapInArrow(observer(rules), ROWS)


def judge(rows: DataFrame, rules: Rules, *, hot: int = 20_000, largest: int | None = 1_000_000) -> DataFrame:
    """What rows of `observe` come to: a data frame of few rows, for `collect`.

    `rows` are read up to five times where groups are hot: persist them. Groups with more than `hot` claims are judged
    a document at a time where their rule allows it. Raises `GroupTooLarge` where one that does not has more than
    `largest`.
    """
    from pyspark.sql import functions as f

    claims, others = rows.where("rule != ''"), rows.where("rule = ''")
    counted = claims.groupBy("rule", "key").count().where(f.col("count") > hot).collect()
    apart: list[tuple[str, str, int]] = []
    whole: list[tuple[str, str, int]] = []
    for one in counted:
        never = rules._native.splits(one["rule"]) == "never"
        (whole if never else apart).append((one["rule"], one["key"], one["count"]))
    _refuse_too_large(whole, largest)
    if not apart:
        return others.unionByName(_judge_whole(claims, rules))
    large = claims.where(f.col("key").isin([key for _, key, _ in apart]))
    asked = [rule for rule in {rule for rule, _, _ in apart} if rules._native.splits(rule) == "by-poll"]
    polls = [row.line for row in large.where(f.col("rule").isin(asked)).mapInArrow(_poller(rules), ROWS).collect()]
    closed, stetted = _native.close_polls(polls)
    # A stet takes out claims, and what most of the others say may be something else then.
    _refuse_too_large([group for group in apart if group[1] in stetted], largest)
    keys = [key for _, key, _ in apart if key not in stetted]
    large = claims.where(f.col("key").isin(keys))
    agreeing = large.where(f.col("rule").isin(asked)).mapInArrow(_gatherer(rules, closed), ROWS)
    gathered = _native.merge_gathered(closed, [row.line for row in agreeing.collect()])
    return (
        others.unionByName(large.mapInArrow(_large_judge(rules, gathered), ROWS))
        .unionByName(_judge_whole(claims.where(~f.col("key").isin(keys)), rules))
    )


def collect(judged: DataFrame, rules: Rules) -> Report:
    """The report of what `judge` came to, with what only shows at the end: stets that let nothing stand, the order."""
    lines = [row.line for row in judged.select("line").collect()]
    return Report(rules._native.judge(iter([lines])))


def check(texts: DataFrame, rules: Rules, *, hot: int = 20_000, largest: int | None = 1_000_000) -> Report:
    """What texts come to: `observe`, `judge` and `collect`.

    Rows are kept on the disks of the workers meanwhile.
    """
    from pyspark import StorageLevel

    rows = observe(texts, rules).persist(StorageLevel.DISK_ONLY)
    try:
        return collect(judge(rows, rules, hot=hot, largest=largest), rules)
    finally:
        rows.unpersist()


def observer(rules: Rules) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function for `mapInArrow` that makes rows of texts."""

    def observed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        _alone()
        settled: list[str] = []
        for batch in batches:
            for start in range(0, batch.num_rows, _TEXTS):
                rows = list(_observe(_texts(batch.slice(start, _TEXTS)), rules, settle=True))
                settled += (row.line for row in rows if not row.rule)
                yield from _batches(row for row in rows if row.rule)
        # The driver takes them all: one for each partition.
        if settled:
            yield from _batches([rules._native.judge_part(iter([settled]))])

    return observed


def group_judge(rules: Rules) -> Callable[[pa.Table], pa.Table]:
    """The function for `groupBy("rule", "key").applyInArrow` that judges a group, which is held whole.

    `judge` sorts the rows of a partition in its place, and judges all its groups in one go: that is faster.
    """

    def judged(group: pa.Table) -> pa.Table:
        _alone()
        lines = group.column("line").to_pylist()
        return pa.Table.from_batches(_batches([rules._native.judge_part(iter([lines]))]))

    return judged


def _judge_whole(claims: DataFrame, rules: Rules) -> DataFrame:
    sorted_by_key = claims.repartition("key").sortWithinPartitions("key")
    return sorted_by_key.mapInArrow(_partition_judge(rules), ROWS)


def _partition_judge(rules: Rules) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def judged(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        _alone()
        yield from _batches([rules._native.judge_part(_lines(batches))])

    return judged


def _poller(rules: Rules) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def polled(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        _alone()
        yield from _batches([("", "", rules._native.poll(_lines(batches)))])

    return polled


def _gatherer(rules: Rules, closed: str) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def gathered(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        _alone()
        yield from _batches([("", "", rules._native.gather(closed, _lines(batches)))])

    return gathered


def _large_judge(rules: Rules, gathered: str) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def judged(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        _alone()
        yield from _batches([rules._native.judge_large(gathered, _lines(batches))])

    return judged


def _alone() -> None:
    """A worker has a core: others run beside it."""
    os.environ.setdefault("RAYON_NUM_THREADS", "1")


def _lines(batches: Iterator[pa.RecordBatch]) -> Iterator[list[str]]:
    return (batch.column("line").to_pylist() for batch in batches)


def _batches(rows: Iterable[tuple[str, str, str]]) -> list[pa.RecordBatch]:
    columns = list(zip(*rows)) or [(), (), ()]
    return [pa.record_batch([pa.array(column, pa.string()) for column in columns], names=["key", "rule", "line"])]


def _texts(batch: pa.RecordBatch) -> Iterator[Text]:
    names = batch.schema.names
    columns = [batch.column(name).to_pylist() if name in names else [None] * batch.num_rows for name in Text._fields]
    return map(Text._make, zip(*columns))


def _refuse_other_columns(names: list[str]) -> None:
    missing = {"path", "text"} - set(names)
    if missing:
        raise ValueError(f"the texts have no column {', '.join(sorted(missing))}: they need `path` and `text`")


def _refuse_too_large(groups: list[tuple[str, str, int]], largest: int | None) -> None:
    too_large = sorted(group for group in groups if largest is not None and group[2] > largest)
    if too_large:
        raise GroupTooLarge(too_large, largest or 0)
