import assert from "node:assert/strict";
import test from "node:test";
import type { Amendable, Attended, TrainingAct } from "../acts.ts";
import { actText, amendableText, attendedText, secondText } from "./say-record.ts";

const steps = [
  { id: "s1", shows: { en: "Register a lot" } },
  { id: "s9", shows: { en: "Trace a lot" } },
];

const attended: [attended: Attended, text: string][] = [
  [{ is: "present", minutes: null }, "present"],
  [{ is: "late", minutes: 12 }, "late by 12 min"],
  [{ is: "late", minutes: null }, "late"],
  [{ is: "left-early", minutes: 20 }, "left 20 min early"],
  [{ is: "left-early", minutes: null }, "left early"],
  [{ is: "absent", minutes: null }, "absent"],
];

test("attendance in words", () => {
  for (const [said, text] of attended) assert.equal(attendedText(said), text);
});

const amendable: [said: Amendable | null, text: string][] = [
  [null, "nothing was said"],
  [{ do: "attended", is: "late", minutes: 3 }, "late by 3 min"],
  [{ do: "outcome", step: "s9", outcome: "helped" }, "step 2: needs help"],
  [{ do: "outcome", step: "gone", outcome: "not-shown" }, "step gone: not shown"],
  [{ do: "noted", text: "again on Monday" }, "note: again on Monday"],
];

test("what an amendment was and is", () => {
  for (const [said, text] of amendable) assert.equal(amendableText(said, steps), text);
});

const acts: [act: TrainingAct, text: string][] = [
  [{ do: "opened" }, "opened the session"],
  [{ do: "closed", says: "" }, "closed the session"],
  [{ do: "closed", says: "Monday again" }, "closed the session: Monday again"],
  [{ do: "taken-over", from: "Ada", reason: "ill" }, "took the session over from Ada: ill"],
  [{ do: "declined", reason: "not shown to me", kiosk: null }, "did not agree: not shown to me"],
  [{ do: "withdrawn", about: "x", reason: "wrong person" }, "took a signature back: wrong person"],
  [
    { do: "amended", about: "x", to: { do: "outcome", step: "s1", outcome: "alone" }, reason: "wrong line" },
    "amended to step 1: can do alone: wrong line",
  ],
];

test("every act in a line", () => {
  for (const [act, text] of acts) assert.equal(actText(act, steps), text);
});

const moments: [iso: string, zone: string, text: string][] = [
  ["2026-11-21T09:46:05Z", "Europe/Berlin", "Sat 21 Nov 2026 10:46:05 CET"],
  ["2026-07-01T22:00:59.999Z", "Europe/Berlin", "Thu 2 Jul 2026 00:00:59 CEST"],
  ["2026-10-25T00:30:00Z", "Europe/Berlin", "Sun 25 Oct 2026 02:30:00 CEST"],
  ["2026-10-25T01:30:00Z", "Europe/Berlin", "Sun 25 Oct 2026 02:30:00 CET"],
];

test("moments to the second, by the site's clock, with the zone of then", () => {
  for (const [iso, zone, text] of moments) assert.equal(secondText(Date.parse(iso), zone), text);
});
