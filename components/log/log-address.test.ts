import assert from "node:assert/strict";
import test from "node:test";
import { logSearch } from "#lib/log/query.ts";
import { askedOf } from "./log-address.ts";

const asked = (search: string) => askedOf(new URLSearchParams(search));

test("what the log's address asks for comes back as it went", () => {
  const searches = [
    "",
    "?q=pool+raised",
    "?q=a&person=keeper&station=Load&group=calls&from=2026-11-26T08%3A00&to=2026-11-26T09%3A00&before=401&event=388",
    "?group=gantry",
  ];
  for (const search of searches) {
    const { event, ...query } = asked(search);
    assert.equal(logSearch({ ...query, ...(event === null ? {} : { event }) }), search);
  }
});

test("what cannot be read is left out, and nothing else with it", () => {
  const { group, from, before, event, q } = asked("?group=nonsense&from=26.11.&before=-1&event=0&q=pool");
  assert.deepEqual([group, from, before, event, q], ["all", "", undefined, null, "pool"]);
});
