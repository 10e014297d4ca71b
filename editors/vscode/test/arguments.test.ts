// The command lines are tried with the program itself, where FACTLINT names it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { commandLine, documentSelector, ended, serverSettings } from "../src/arguments";

test("settings that nobody has set, or that make no sense, are left out", () => {
  assert.deepEqual(serverSettings(false, ""), {});
  assert.deepEqual(serverSettings("everything", "yesterday"), {});
  assert.deepEqual(serverSettings("all", "2026-05-04"), { unread: "all", asOf: "2026-05-04" });
});

test("languages that somebody has set are added once", () => {
  const languages = (more: unknown) => documentSelector(more).map((one) => one.language);
  assert.deepEqual(languages(undefined), languages([7, "markdown"]));
  assert.deepEqual(languages(["vue"]).slice(-1), ["vue"]);
});

test("findings are no failure", () => {
  assert.deepEqual([0, 1, 2, null].map(ended), ["clean", "findings", "failed", "failed"]);
});

const program = process.env.FACTLINT;

test("factlint takes every command line", { skip: program === undefined }, () => {
  const desk = mkdtempSync(join(tmpdir(), "factlint-vscode-"));
  mkdirSync(join(desk, "rules"));
  writeFileSync(join(desk, "factlint.toml"), "packs = []\n");
  const rule = '[[rule]]\nid = "range"\ncheck = "quantity"\nabout = ["Kestrel"]\nnear = ["range"]\nunit = "km"\n';
  writeFileSync(join(desk, "rules", "a.toml"), rule);
  writeFileSync(join(desk, "one.md"), "The Kestrel has a range of 900 km.\n");
  writeFileSync(join(desk, "two.md"), "The Kestrel has a range of 1,400 km.\n");
  const run = (args: string[]) => spawnSync(program!, args, { encoding: "utf8" });
  const check = run(commandLine.check(desk));
  assert.equal(check.status, 1, check.stderr);
  assert.match(check.stdout, /1,400 km/);
  assert.doesNotMatch(check.stdout, /\u001b/);
  const page = join(desk, "page.html");
  assert.equal(run(commandLine.page(desk, page)).status, 1);
  assert.match(readFileSync(page, "utf8"), /<html/);
  const sheet = run(commandLine.sheet(desk, join(desk, "one.md"), desk));
  assert.equal(sheet.status, 0, sheet.stderr);
  assert.match(sheet.stdout, /900 km/);
  assert.match(execFileSync(program!, commandLine.explain(desk, "range"), { encoding: "utf8" }), /quantity/);
});
