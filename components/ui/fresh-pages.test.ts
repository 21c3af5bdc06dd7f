import assert from "node:assert/strict";
import test from "node:test";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { freshPages } from "./fresh-pages.ts";

const cases: [name: string, changed: string, agoMs: number, answer: string | undefined, asked: number][] = [
  ["changed a moment before the page came", "run", 300, "of the page", 1],
  ["at the limit", "run", 10_000, "of the page", 1],
  ["changed long before the page was read", "run", 10_001, "of the page", 0],
  ["something else changed", "systems", 300, "of the page", 0],
  ["nothing brought: it is asked anyway, and once", "run", 300, undefined, 1],
];

test("a page that comes with an answer older than a change asks again", async () => {
  for (const [name, changed, agoMs, answer, asked] of cases) {
    const client = new QueryClient();
    let nowMs = 0;
    let count = 0;
    const pages = freshPages(client, () => nowMs);
    pages.changed(changed);
    nowMs += agoMs;
    const observer = new QueryObserver<string>(client, {
      queryKey: ["run", "p", 7],
      queryFn: async () => {
        count += 1;
        return "asked";
      },
      staleTime: Number.POSITIVE_INFINITY,
      ...(answer === undefined ? {} : { initialData: answer }),
    });
    const leave = observer.subscribe(() => {});
    // Whatever is asked is asked in the first turns.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
    await waitFor(name, () => client.isFetching() === 0);
    assert.equal(count, asked, name);
    leave();
    pages.end();
    client.clear();
  }
});
