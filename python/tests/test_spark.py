"""A local cluster of two workers, each a process of its own, finds what `factlint check` finds, byte for byte.

Needs PySpark and Java; skipped without them.
"""

import shutil
import sys

import pytest
from conftest import texts_of

import factlint

pytest.importorskip("pyspark")
pytest.importorskip("pyarrow")
if shutil.which("java") is None:
    pytest.skip("there is no Java", allow_module_level=True)

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

import factlint.spark


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    import os

    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("factlint")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(sys.path))
        .config("spark.local.dir", str(tmp_path_factory.mktemp("spark")))
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def rules(corpus):
    return factlint.Rules(corpus)


@pytest.fixture(scope="module")
def texts(spark, corpus):
    return spark.createDataFrame(texts_of(corpus), "path string, text string").repartition(4)


def test_two_workers_find_what_the_command_finds(texts, rules, corpus, command):
    told = command(corpus, "check", "--format", "json")
    workers = texts.mapInArrow(_processes, "process int").distinct().count()
    assert workers >= 2
    # All groups whole; hot ones from ten claims on.
    for hot in (20_000, 10):
        report = factlint.spark.check(texts, rules, hot=hot)
        assert report.to("json") == told, hot
        assert report.to("concise") == command(corpus, "check", "--format", "concise")


def _processes(batches):
    import os

    import pyarrow as pa

    for _ in batches:
        yield pa.record_batch([pa.array([os.getppid()], pa.int32())], names=["process"])


def test_groups_are_judged_by_apply_in_arrow(texts, rules, corpus, command):
    rows = factlint.spark.observe(texts, rules)
    others = rows.where("rule = ''")
    claims = rows.where("rule != ''")
    grouped = claims.groupBy("rule", "key").applyInArrow(factlint.spark.group_judge(rules), factlint.spark.ROWS)
    report = factlint.spark.collect(others.unionByName(grouped), rules)
    assert report.to("json") == command(corpus, "check", "--format", "json")


def test_hot_groups_are_not_brought_together(texts, rules, monkeypatch):
    together, judge_whole = [], factlint.spark._judge_whole
    monkeypatch.setattr(
        factlint.spark, "_judge_whole", lambda claims, rules: together.append(claims) or judge_whole(claims, rules)
    )
    factlint.spark.judge(factlint.spark.observe(texts, rules), rules, hot=10)
    (claims,) = together
    counts = {row["rule"]: row["count"] for row in claims.groupBy("rule").count().collect()}
    assert "kestrel-range" not in counts
    # One that cannot be split, and one of which a stet lets some stand.
    assert counts["kestrel-version"] == counts["kestrel-mass"] == 120


def test_groups_that_are_too_large_are_told(texts, rules):
    rows = factlint.spark.observe(texts, rules)
    with pytest.raises(factlint.spark.GroupTooLarge, match="kestrel-version.*Narrow the rule") as told:
        factlint.spark.judge(rows, rules, hot=10, largest=50)
    refused = {rule for rule, _, _ in told.value.groups}
    assert "kestrel-version" in refused and not refused & {"kestrel-range", "kestrel-mass"}
    # A stet lets claims of `kestrel-mass` stand: judged whole, too.
    with pytest.raises(factlint.spark.GroupTooLarge) as told:
        claims = rows.where("rule = 'kestrel-mass'")
        factlint.spark.judge(claims, rules, hot=10, largest=50)
    assert [rule for rule, _, _ in told.value.groups] == ["kestrel-mass"]


def test_texts_need_their_columns(spark, rules):
    with pytest.raises(ValueError, match="no column text"):
        factlint.spark.check(spark.createDataFrame([("a",)], "path string"), rules)


def test_dates_and_formats_are_columns(spark, rules):
    text = "<p>The Kestrel <b>weighs</b> 4,000 kg.</p>"
    texts = spark.createDataFrame([("a", text, "html")], "path string, text string, format string")
    texts = texts.withColumn("date", f.to_date(f.lit("2026-05-01")))
    report = factlint.spark.check(texts, rules)
    assert "kestrel-mass" in {one.rule for one in report}
    assert report.summary.undated == 0


def test_the_notebook_runs(spark, notebook):
    notebook(lambda tags: True)
