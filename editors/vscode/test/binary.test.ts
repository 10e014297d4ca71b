import assert from "node:assert/strict";
import { delimiter } from "node:path";
import { test } from "node:test";

import { findBinary, type Places } from "../src/binary";

function places(there: string[], more: Partial<Places> = {}): Places {
  return {
    setting: "",
    extension: "/ext",
    workspace: "/desk",
    path: ["/usr/bin", "/opt/bin"].join(delimiter),
    platform: "linux",
    exists: (file) => there.includes(file),
    ...more,
  };
}

test("a setting comes first", () => {
  const there = ["/tools/factlint", "/ext/bin/factlint", "/usr/bin/factlint"];
  const found = findBinary(places(there, { setting: "/tools/factlint" }));
  assert.deepEqual(found, { program: "/tools/factlint", from: "setting" });
});

test("a relative setting lies in the workspace", () => {
  const found = findBinary(places(["/desk/bin/factlint"], { setting: "bin/factlint" }));
  assert.deepEqual(found, { program: "/desk/bin/factlint", from: "setting" });
});

test("a bare name in the setting is looked for on the PATH", () => {
  const found = findBinary(places(["/opt/bin/factlint-next"], { setting: "factlint-next" }));
  assert.deepEqual(found, { program: "/opt/bin/factlint-next", from: "setting" });
});

test("a setting that leads nowhere is told, and nothing else is started", () => {
  const found = findBinary(places(["/usr/bin/factlint"], { setting: "/gone/factlint" }));
  assert.ok("missing" in found && found.missing.includes("/gone/factlint"));
});

test("the program beside the extension comes before the PATH", () => {
  const found = findBinary(places(["/ext/bin/factlint", "/usr/bin/factlint"]));
  assert.deepEqual(found, { program: "/ext/bin/factlint", from: "extension" });
});

test("the PATH is searched in its order, and relative entries never", () => {
  const found = findBinary(places(["/opt/bin/factlint", "./factlint"], { path: [".", "/opt/bin"].join(delimiter) }));
  assert.deepEqual(found, { program: "/opt/bin/factlint", from: "path" });
});

test("without a program there is something to do", () => {
  const found = findBinary(places([]));
  assert.ok("missing" in found && found.missing.includes("pip install factlint"));
});

test("programs of Windows end in .exe", () => {
  const found = findBinary(places(["/ext/bin/factlint.exe"], { platform: "win32" }));
  assert.deepEqual(found, { program: "/ext/bin/factlint.exe", from: "extension" });
});
