import { z } from "zod";
import { ProfileInput } from "./profile.ts";

/** What the keys of a profile mean, wherever they stand. */
const says: Readonly<Record<string, string>> = {
  stages: "One after another; a stage whose rates are equal is constant, else the rate climbs or falls evenly.",
  from: "Requests of the mix a second when the stage begins.",
  to: "Requests of the mix a second when the stage ends.",
  seconds: "How long it takes.",
  maxUsers: "Users, each with a connection, that may be in use at once. An arrival beyond waits, then is dropped.",
  startLimitMs: "How long an arrival may wait for a free user before it is dropped, in milliseconds.",
  warmUpSeconds: "The first seconds of the plan, which do not count. Shorter than the run.",
  arrivals: "even: one after the same time as the other; poisson: by chance, as people come.",
  search: "Every constant stage is a level, and the run ends after the first that does not hold or cannot be judged.",
  atLeast: "Requests a second that have to hold; null: whatever is found.",
  users: "Users at once. Of a profile with levels: the most of them.",
  spawnPerSecond: "Users that are started a second until all are there.",
  durationSeconds: "How long the run takes. With levels: the sum of their times.",
  levels: "So many users for a time, or until each has sent so many requests; one after another.",
  requestsEach: "The level ends when each of its users has sent so many.",
  atMostSeconds: "The level ends then at the latest.",
};

/** The published JSON Schema (draft 2020-12) of profiles, for editors and pipelines. What a schema cannot say is checked when a run is started: a
 *  rate over 0, at most 24 h in all, a warm-up shorter than the run, users and length that are those of the levels. */
export function profileJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(ProfileInput, { io: "input", override: describe });
  const description = "How much load, and when: open, by a rate of requests, or closed, by a number of users.";
  return { ...schema, title: "Gantry load profile", description };
}

type Made = Parameters<NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>["override"]>>[0];

function describe({ jsonSchema, path }: Made): void {
  const [before, key] = path.slice(-2);
  const description = before === "properties" ? says[String(key)] : undefined;
  if (description !== undefined) jsonSchema.description = description;
}
