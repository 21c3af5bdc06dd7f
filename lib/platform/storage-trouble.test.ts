import assert from "node:assert/strict";
import test from "node:test";
import { troubleOf } from "./storage-trouble.ts";

const coded = (code: string, message = "…") => Object.assign(new Error(message), { code });

test("why nothing can be stored, as a person may read it", () => {
  const cases: [error: unknown, is: string][] = [
    [coded("53100", "could not extend file"), "the database's disk is full"],
    [new Error("Failed query", { cause: coded("53100") }), "the database's disk is full"],
    [coded("ECONNREFUSED"), "the database does not answer"],
    [coded("CONNECTION_CLOSED"), "the database does not answer"],
    [coded("57P01", "terminating connection"), "the database does not answer"],
    [new Error("socket hang up"), "the database does not answer"],
    [coded("25006", "read-only transaction"), "the database says: read-only transaction"],
  ];
  for (const [error, is] of cases) assert.equal(troubleOf(error).is, is);
});
