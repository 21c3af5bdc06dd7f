import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { objectiveTemplates } from "../core/objective-templates.ts";
import { scenarioTemplates } from "../templates.ts";
import { readObjectives } from "./objectives.ts";
import { objectivesJsonSchema } from "./objectives-shape.ts";
import { ProfileInput } from "./profile.ts";
import { profileJsonSchema } from "./profile-schema.ts";

/** The published schemas take what is taken and refuse what is refused, as far as a schema can say it. */

const sets = z.fromJSONSchema(objectivesJsonSchema());
const profiles = z.fromJSONSchema(profileJsonSchema());

const level = { users: 5, seconds: 60 };
const stage = { from: 10, to: 10, seconds: 60 };
const open = { model: "open", stages: [stage], maxUsers: 10, startLimitMs: 100 };
const closed = { model: "closed", users: 5, spawnPerSecond: 1, durationSeconds: 60 };

test("every shipped set and profile is as its schema says", () => {
  for (const { name, text } of objectiveTemplates) {
    const answer = sets.safeParse(parse(text));
    assert.ok(answer.success, `${name}: ${answer.error?.message}`);
  }
  for (const { name, profile } of scenarioTemplates) {
    const answer = profiles.safeParse(profile);
    assert.ok(answer.success, `${name}: ${answer.error?.message}`);
  }
});

const texts: [text: string, isRight: boolean][] = [
  ["objectives: [{ metric: recovery, until: p95 < 250 ms, limit: 30 s }]", true],
  ["thresholds: { 'http_req_duration{tag:read}': [p(95)<500] }", true],
  ["environments: { production: [{ metric: errors, limit: 0.1 % }] }", true],
  ["abort when: [{ metric: p95, limit: 5 s, for: 30 s }]", true],
  ["objectives: [{ metric: p101x, limit: 1 s }]", false],
  ["objectives: [{ metric: p99, limit: '500' }]", false],
  ["objectives: [{ metric: p99, limt: 1 s, limit: 1 s }]", false],
  ["objectives: [{ metric: p99, limit: 1 s, per: minute }]", false],
  ["environments: { prod: [] }", false],
  ["abort when: [{ metric: mean, limit: 1 s, for: 5 s }]", false],
  ["abort when: [{ metric: errors, limit: 5 %, for: 1 min }]", false],
  ["thresholds: { http_req_duration: [{ threshold: p(95)<5, abortOnFail: true }] }", false],
];

test("a set by its schema as by its reader", () => {
  for (const [text, isRight] of texts) {
    assert.equal(sets.safeParse(parse(text)).success, isRight, text);
    assert.equal(readObjectives(text).ok, isRight, text);
  }
});

const loads: [what: string, profile: object, isRight: boolean][] = [
  ["open", open, true],
  ["a search", { ...open, stages: [stage, { ...stage, from: 20, to: 20 }], search: { atLeast: null } }, true],
  ["closed", closed, true],
  ["levels", { ...closed, levels: [level] }, true],
  ["another model", { ...open, model: "half" }, false],
  ["an unknown key", { ...open, rate: 5 }, false],
  ["no stage", { ...open, stages: [] }, false],
  ["a rate below 0", { ...open, stages: [{ ...stage, from: -1 }] }, false],
  ["half a user", { ...closed, users: 0.5 }, false],
  ["a level without an end", { ...closed, levels: [{ users: 5 }] }, false],
];

test("a profile by its schema as where a run is started", () => {
  for (const [what, profile, isRight] of loads) {
    assert.equal(profiles.safeParse(profile).success, isRight, what);
    assert.equal(ProfileInput.safeParse(profile).success, isRight, what);
  }
});

test("every key of both is described", () => {
  const undescribed = (schema: unknown, at: string): string[] => {
    if (typeof schema !== "object" || schema === null) return [];
    return Object.entries(schema).flatMap(([key, value]) => {
      if (key !== "properties") return undescribed(value, at);
      return Object.entries(value as Record<string, object>).flatMap(([name, one]) => {
        const isSaid = "description" in one || "const" in one;
        return [...(isSaid ? [] : [`${at}.${name}`]), ...undescribed(one, `${at}.${name}`)];
      });
    });
  };
  assert.deepEqual(undescribed(profileJsonSchema(), "profile"), []);
  assert.deepEqual(undescribed(objectivesJsonSchema(), "set"), []);
});
