import assert from "node:assert/strict";
import test from "node:test";
import { type Meant, meaningOf } from "./meaning.ts";

const statement = "I took a lot through all gates.";
const present = { is: "present", minutes: null } as const;
const late = (minutes: number | null) => ({ is: "late", minutes }) as const;

const cases: [name: string, meant: Pick<Meant, "as" | "language" | "attended">, says: RegExp, not: RegExp][] = [
  ["operator", { as: "operator", language: "en", attended: present }, /^I was here for the whole session\./, /late/],
  ["late", { as: "operator", language: "en", attended: late(12) }, /^I came 12 minutes late and was there/, /whole/],
  ["one minute", { as: "operator", language: "en", attended: late(1) }, /came 1 minute late/, /minutes/],
  ["late, nobody said how much", { as: "operator", language: "en", attended: late(null) }, /^I came late/, /null|what/],
  ["trainer", { as: "trainer", language: "en", attended: present }, /^I saw Ann do every step above alone\./, /late/],
  ["trainer, late", { as: "trainer", language: "en", attended: late(5) }, /come 5 minutes late/, /whole/],
  [
    "trainer, late by nobody knows",
    { as: "trainer", language: "en", attended: late(null) },
    /having come late/,
    /what/,
  ],
  ["Bediener", { as: "operator", language: "de", attended: present }, /^Ich war die ganze Schulung über da\./, /spät/],
  ["zu spät", { as: "operator", language: "de", attended: late(12) }, /^Ich kam 12 Minuten zu spät/, /ganze Sch/],
  ["eine Minute", { as: "operator", language: "de", attended: late(1) }, /kam 1 Minute zu spät/, /Minuten/],
  ["ohne Angabe", { as: "operator", language: "de", attended: late(null) }, /^Ich kam zu spät/, /null|etwas/],
  ["Trainer", { as: "trainer", language: "de", attended: present }, /^Ich habe gesehen, wie Ann jeden Schritt/, /spät/],
  [
    "Trainer, spät",
    { as: "trainer", language: "de", attended: late(5) },
    /nachdem Ann 5 Minuten zu spät gekommen war/,
    /null/,
  ],
  [
    "Trainer, ohne Angabe",
    { as: "trainer", language: "de", attended: late(null) },
    /nachdem Ann zu spät gekommen war/,
    /etwas/,
  ],
];

test("a signature's meaning says who, how they were there, and what it counts as", () => {
  for (const [name, meant, says, not] of cases) {
    const text = meaningOf({ ...meant, operator: "Ann", statement });
    assert.match(text, says, name);
    assert.doesNotMatch(text, not, name);
    assert.match(text, meant.as === "operator" ? /PIN/ : /password|Passwort/, name);
    assert.match(text, /true|wahr/, name);
  }
});
