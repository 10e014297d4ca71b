// The anchor of `editing`: Harper, a checker of grammar, reads the same draft again after each keystroke.
//
//   DRAFT=/tmp/draft.md cargo bench --bench editing --features lsp
//   npm install harper.js@2.10.0 && cp benches/harper.mjs . && node harper.mjs /tmp/draft.md
//
// It is the engine of `harper-ls`, compiled to WebAssembly, without the protocol around it. Times are those of the processor.

import { readFileSync } from "node:fs";
import { LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";

const TYPED = " The range was 1,400 km. Nobody asked. It is 1,000 miles (1,600 km) to Zwolle, on Friday.";
const KEYSTROKES = 30;

const linter = new LocalLinter({ binary });
await linter.setup();
let draft = readFileSync(process.argv[2], "utf8");
let place = Math.floor(draft.length / 3);
const begun = process.cpuUsage();
const found = (await linter.lint(draft)).length;
const first = process.cpuUsage(begun);
console.log(`first reading: ${(first.user + first.system) / 1000} ms, ${found} findings`);
const times = [];
for (let index = 0; index < KEYSTROKES; index += 1) {
  draft = draft.slice(0, place) + TYPED[index % TYPED.length] + draft.slice(place);
  place += 1;
  const before = process.cpuUsage();
  await linter.lint(draft);
  const used = process.cpuUsage(before);
  times.push((used.user + used.system) / 1000);
}
times.sort((one, other) => one - other);
const share = (of) => times[Math.floor(((times.length - 1) * of) / 100)];
console.log(`${KEYSTROKES} keystrokes: median ${share(50)} ms, 95 % ${share(95)} ms, longest ${share(100)} ms`);
console.log(`memory: ${Math.round(process.memoryUsage().rss / 1048576)} MiB`);
