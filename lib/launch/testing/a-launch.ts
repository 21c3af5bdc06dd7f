import { v7 as uuidv7 } from "uuid";
import { checklistItems, checklists, probeStates } from "#drizzle/schema/checklist.ts";
import { heartbeats } from "#drizzle/schema/load.ts";
import { pilotDuties } from "#drizzle/schema/pilots.ts";
import { aPerson, testPassword } from "#lib/access/testing/person.ts";
import type { ItemRule, PausePoint } from "#lib/checklist/core/item.ts";
import type { Duty } from "#lib/pilots/core/place.ts";
import { insertPilot } from "#lib/pilots/store.ts";
import type { Ctx, Role } from "#lib/platform/ctx.ts";
import { callStation } from "../call-station.ts";
import type { CallKind } from "../core/calls.ts";
import type { Readiness, Station } from "../core/readiness-view.ts";
import { CallStation } from "../input/calls.ts";
import { readPoll } from "../read-poll.ts";
import { readReadiness } from "../read-readiness.ts";
import { signDecision } from "../sign-decision.ts";
import { savePlan } from "../store-plan.ts";

/** A pilot on its way to a launch, for tests: stations with one list, people with duties, probes that see what the test says. */

export type Launch = { pilot: string; pilotId: string; listId: string };
export type Doer = Ctx & { sessionId: string };

export async function aLaunch(ctx: Ctx, stations: string[] = ["Load", "Operations"]): Promise<Launch> {
  const [pilotId, listId] = [uuidv7(), uuidv7()];
  const pilot = `p-${pilotId}`;
  const names = { slug: pilot, name: "Pilot", site: "Plant", timeZone: "Europe/Berlin" };
  await insertPilot(ctx.db, { id: pilotId, ...names, createdAt: new Date() });
  await ctx.transaction((tx) => savePlan(tx, pilotId, { stations }));
  const list = { id: listId, pilotId, name: "Pre-launch", pausePoint: "pre-launch" as PausePoint, position: 1 };
  await ctx.db.insert(checklists).values({ ...list, openedAt: new Date(), openedBy: "test" });
  await aBeat(ctx);
  return { pilot, pilotId, listId };
}

/** The keeper was heard of then. */
export async function aBeat(ctx: Ctx, beatAt = new Date(Date.now() + 3_600_000)): Promise<void> {
  const beat = { id: "a keeper", role: "keeper" as const, host: "h", pid: 1, beatAt };
  await ctx.db.insert(heartbeats).values(beat).onConflictDoUpdate({ target: heartbeats.id, set: { beatAt } });
}

const tcp: ItemRule = {
  ...{ kind: "probe", everySeconds: 10, timeoutSeconds: 5 },
  probe: { kind: "tcp", system: uuidv7(), port: 5432 },
};

type NewItem = {
  station: string;
  title?: string;
  isKiller?: boolean;
  rule?: ItemRule;
  validForSeconds?: number | null;
};

let position = 0;

/** An item; a probe unless told otherwise, and good. */
export async function anItemOf(ctx: Ctx, { pilotId, listId }: Launch, item: NewItem): Promise<string> {
  const { station, title = `Item of ${station}`, isKiller = false, rule = tcp, validForSeconds = null } = item;
  const id = uuidv7();
  const placed = { id, pilotId, checklistId: listId, position: ++position, needsVerification: false };
  await ctx.db.insert(checklistItems).values({ ...placed, station, title, asks: "", isKiller, validForSeconds, rule });
  if (rule.kind === "probe") await probeSaw(ctx, id, { outcome: "good", turn: 1 });
  return id;
}

type Saw = { outcome: "good" | "failed"; turn: number; says?: string; at?: Date };

/** Nobody runs the probe of an item here but the test. */
const notDueAt = () => new Date(Date.now() + 3_600_000);

/** As the keeper writes it down. */
export async function probeSaw(ctx: Ctx, itemId: string, { at = new Date(), says = "port 5432 answers", ...saw }: Saw) {
  const row = {
    ...saw,
    ruleVersion: 1,
    since: at,
    says,
    at,
    nextAt: notDueAt(),
    ...(saw.outcome === "good" ? { goodAt: at } : {}),
  };
  const insert = ctx.db.insert(probeStates).values({ itemId, ...row });
  await insert.onConflictDoUpdate({ target: probeStates.itemId, set: row });
}

type Duties = readonly [duty: Duty, station?: string][];

export async function aDoer(ctx: Ctx, launch: Launch, duties: Duties, roles: Role[] = ["viewer"]): Promise<Doer> {
  const { actor, sessionId } = await aPerson(ctx.db, roles);
  const given = { pilotId: launch.pilotId, personId: actor.id, givenBy: "test", givenAt: new Date() };
  for (const [duty, station = ""] of duties)
    await ctx.db.insert(pilotDuties).values({ id: uuidv7(), ...given, duty, station });
  return { ...ctx, actor, sessionId };
}

async function readinessNow(ctx: Ctx, { pilot }: Launch): Promise<Readiness> {
  const read = await readReadiness(ctx, { pilot });
  if (!read.ok) throw new Error("The test's pilot is gone.");
  return read;
}

export async function stationNow(ctx: Ctx, launch: Launch, name: string): Promise<Station> {
  const station = (await readinessNow(ctx, launch)).stations.find((one) => one.name === name);
  if (station === undefined) throw new Error(`There is no station ${name}.`);
  return station;
}

/** Over the evidence of now. */
export async function callNow(by: Doer, launch: Launch, { station, call }: { station: string; call: CallKind }) {
  const { fingerprint: seen } = await stationNow(by, launch, station);
  const conditions = { conditions: [{ what: "watch the queue", owner: "Ada", by: "noon" }] };
  const rest =
    call === "go-with-conditions"
      ? conditions
      : call === "hold" || call === "no-go"
        ? { reason: "the queue grows" }
        : {};
  return callStation(by, { pilot: launch.pilot, ...CallStation.parse({ call, station, seen, ...rest }) });
}

type Signing = { poll?: number; decision?: "go" | "no-go"; password?: string };

/** What there is to sign now. */
export async function toSign(ctx: Ctx, { pilot }: Launch, number = 1): Promise<{ over: string; calls: string }> {
  const read = await readPoll(ctx, { pilot, poll: number });
  if (!read.ok) throw new Error("The test's poll is gone.");
  return { over: read.poll.snapshot.sha256, calls: read.poll.calls ?? "" };
}

/** Over the evidence and calls of now, unless others were seen. */
export async function signNow(
  by: Doer,
  launch: Launch,
  { poll = 1, decision = "go", password = testPassword, ...seen }: Signing & { over?: string; calls?: string } = {},
) {
  const { pilot } = launch;
  const over = { ...(await toSign(by, launch, poll)), ...seen };
  return signDecision(by, { pilot, poll, decision, password, sessionId: by.sessionId, ...over });
}
