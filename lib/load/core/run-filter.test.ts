import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { noFilter, type RunFilter, readRunFilter } from "./run-filter.ts";

const reads: [what: string, text: string, filter: Partial<RunFilter>][] = [
  ["nothing", "  ", {}],
  ["words", "peak rate", { words: ["peak", "rate"] }],
  ["words in quotes", '"peak rate" 12', { words: ["peak rate", "12"] }],
  [
    "every key",
    "target:staging scenario:goods by:anna verdict:fail baseline:yes",
    {
      target: ["staging"],
      scenario: ["goods"],
      by: ["anna"],
      verdict: ["fail"],
      baseline: true,
    },
  ],
  ["a key's value in quotes", 'target:"new plant" x', { target: ["new plant"], words: ["x"] }],
  ["one key twice", "by:anna by:karl", { by: ["anna", "karl"] }],
  ["verdicts in any case", "verdict:PASS verdict:Running", { verdict: ["pass", "running"] }],
  ["a key in any case", "By:Řehoř", { by: ["Řehoř"] }],
  ["no baselines", "baseline:No", { baseline: false }],
  ["the latest baseline", "baseline:no baseline:yes", { baseline: true }],
  ["since", "since:7d", { since: { kind: "ago", seconds: 604_800 } }],
  ["the latest since", "since:7d since:24h", { since: { kind: "ago", seconds: 86_400 } }],
  ["a time is a word", "10:40", { words: ["10:40"] }],
  ["an address is a word", "http://plant", { words: ["http://plant"] }],
  ["a colon in quotes is a word", '"targe:x"', { words: ["targe:x"] }],
  ["signs of SQL and of patterns are text", "100% _ ' \\", { words: ["100%", "_", "'", "\\"] }],
];

test("what is typed is read", () => {
  for (const [what, text, filter] of reads)
    assert.deepEqual(readRunFilter(text), { ok: true, filter: { ...noFilter, ...filter } }, what);
});

const mistakes: [what: string, text: string, says: RegExp][] = [
  ["a slip in a key", "targe:staging", /no filter targe:\. Did you mean target:\?/],
  [
    "a key of nowhere",
    "colour:red",
    /no filter colour:\. There are target:, scenario:, by:, since:, verdict:, baseline:\./,
  ],
  ["a key without a value", "by: anna", /^by: needs something behind it, without a space: by:anna\.$/],
  ["empty quotes behind a key", 'target:""', /^target: needs something/],
  ["no verdict", "verdict:green", /^verdict:green is none\. It is pass, fail, inconclusive or running\.$/],
  ["neither yes nor no", "baseline:run", /^baseline:run is neither baseline:yes nor baseline:no\.$/],
  ["a slip in it", "baselines:yes", /Did you mean baseline:\?/],
  ["no day", "since:soon", /^since:soon is no day or time\. Write since:24h/],
  ["a day that does not exist", "since:31-Feb", /^since:31-Feb is no day/],
  ["quotes left open", '"peak rate', /quotation mark is left open/],
  ["too long", "x".repeat(201), /at most 200 characters; this one has 201/],
  ["what no text here can hold", "a\u0000b", /cannot be searched for/],
  ["half a character", "a\ud800", /cannot be searched for/],
];

test("a mistake is told in a sentence", () => {
  for (const [what, text, says] of mistakes) {
    const read = readRunFilter(text);
    assert.ok(!read.ok, what);
    assert.match(read.sentence, says, what);
  }
});

test("whatever is typed is read or told, and no word is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z0-9%_'.]{1,8}$/), { maxLength: 8 }), (words) => {
      const read = readRunFilter(words.join(" "));
      assert.deepEqual(read, { ok: true, filter: { ...noFilter, words } });
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const read = readRunFilter(text);
      assert.ok(read.ok || /[.?]$/.test(read.sentence));
    }),
  );
});
