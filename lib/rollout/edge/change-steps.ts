import type { Applied, Apply, DriverError, DriverFailed, Reality, Side } from "../core/driver.ts";
import { failed } from "./driver-failure.ts";
import { type Probed, probeHealth } from "./health-probe.ts";

/** What differs between drivers. `View`: what a driver knows of the switch beyond what everybody reads. */
export type Hands<View> = {
  canSplit: boolean;
  health: Readonly<Record<Side, readonly string[]>>;
  see(signal: AbortSignal): Promise<Seen<View> | DriverFailed>;
  /** It is there already, and nothing is left to tidy up. */
  isThere(seen: Seen<View>, percent: number): boolean;
  /** Why it must not be done, or null. */
  refuses(seen: Seen<View>, change: Apply): DriverFailed | null;
  /** `refused`: what did not want to; null when everything was taken. */
  write(seen: Seen<View>, change: Apply, signal: AbortSignal): Promise<Wrote<View>>;
  /** Makes it outlive a reload of the switch; null where nothing does. */
  keeping: Keeping | null;
};

/** Each says what it could not, else null. */
export type Keeping = {
  may(): Promise<{ error: DriverError; says: string } | null>;
  keep(percent: number, signal: AbortSignal): Promise<{ error: DriverError; says: string } | null>;
};

/** `odd`: what the configuration does not know of, in a sentence; null where all is as it says. */
export type Seen<View> = { ok: true; reality: Reality; view: View; odd: string | null };
/** `after`: what was read back, where that was done already. */
export type Wrote<View> = {
  raw: string;
  refused: { error: DriverError; says: string } | null;
  after?: Seen<View> | DriverFailed;
};

/** What the reading after a change has at least: a change that used up all its time may have been made, and where the switch is must be known. */
const readBackMs = 5_000;

/** The order that every driver keeps: reads, refuses what was not expected, asks the side that gets more whether it is well, writes, and reads
 *  back. At the deadline nothing more is changed, whatever the switch does; what was changed is still read back after it. */
export async function applyChange<View>(change: Apply, hands: Hands<View>): Promise<Applied | DriverFailed> {
  const startedMs = performance.now();
  const leftMs = () => Math.max(0, startedMs + change.deadlineMs - performance.now());
  const signal = AbortSignal.timeout(Math.ceil(leftMs()));
  const impossible = impossibleOf(change, hands.canSplit);
  if (impossible !== null) return impossible;
  const before = await hands.see(signal);
  if (!before.ok) return before;
  const isThere = hands.isThere(before, change.newPercent);
  const done = isThere
    ? { after: before.reality, raw: before.reality.raw }
    : await changed(change, { before, hands, signal, leftMs });
  if ("ok" in done) return done;
  const unkept = (await hands.keeping?.keep(change.newPercent, signal)) ?? null;
  const { after, raw } = done;
  if (unkept === null) return { ok: true, before: before.reality, after, raw, tookMs: performance.now() - startedMs };
  const says = `The switch is at ${change.newPercent} %, but a reload of it would undo that. ${unkept.says}`;
  return failed("PARTIAL", says, { raw, reality: after });
}

type Changing<View> = { before: Seen<View>; hands: Hands<View>; signal: AbortSignal; leftMs(): number };

async function changed<View>(change: Apply, { before, hands, signal, leftMs }: Changing<View>) {
  const refused =
    conflictOf(change, before) ??
    (await unhealthyOf(change, before.reality, hands.health)) ??
    hands.refuses(before, change) ??
    (await unkeepableOf(change, before.reality, hands.keeping));
  if (refused !== null) return refused;
  if (signal.aborted) return failed("TIMEOUT", "The time was over before anything was changed.");
  const wrote = await hands.write(before, change, signal);
  const after = wrote.after ?? (await hands.see(AbortSignal.timeout(Math.ceil(Math.max(readBackMs, leftMs())))));
  if (!after.ok) return unread(wrote, after);
  return (
    wrongIn({ change, before, wrote, after }) ?? { after: after.reality, raw: `${wrote.raw}\n${after.reality.raw}` }
  );
}

function impossibleOf({ newPercent }: Apply, canSplit: boolean): DriverFailed | null {
  if (!Number.isInteger(newPercent) || newPercent < 0 || newPercent > 100)
    return failed("UNSUPPORTED", "A share is a whole percent from 0 to 100.");
  if (canSplit || newPercent === 0 || newPercent === 100) return null;
  return failed("UNSUPPORTED", "This switch moves all traffic or none; it cannot split it.");
}

function conflictOf({ expected }: Apply, { reality, odd }: Pick<Seen<never>, "reality" | "odd">): DriverFailed | null {
  if (expected === "any" || expected === reality.newPercent) return null;
  const is = `The switch was expected ${shareText(expected)}, but it is ${shareText(reality.newPercent)}.`;
  const says = odd === null ? is : `${is} ${odd}`;
  return failed("CONFLICT", says, { raw: reality.raw, reality });
}

const shareText = (percent: number | null): string =>
  percent === null ? "in none of the states that a rollout sets" : `at ${percent} %`;

/** A rollback goes first and tells afterwards; anything else waits until a reload would not undo it. */
async function unkeepableOf(
  { expected }: Apply,
  reality: Reality,
  keeping: Keeping | null,
): Promise<DriverFailed | null> {
  if (expected === "any" || keeping === null) return null;
  const unkept = await keeping.may();
  if (unkept === null) return null;
  const says = `Nothing was changed: a reload of the switch would undo it. ${unkept.says}`;
  return failed(unkept.error, says, { raw: reality.raw, reality });
}

/** Only who gets more than now is asked: a system that fails must not keep the traffic on itself. */
async function unhealthyOf(
  { newPercent }: Apply,
  reality: Reality,
  health: Hands<unknown>["health"],
): Promise<DriverFailed | null> {
  const sides: Side[] = [];
  if (newPercent > 0 && newPercent > (reality.newPercent ?? -1)) sides.push("new");
  if (newPercent < 100 && newPercent < (reality.newPercent ?? 101)) sides.push("legacy");
  for (const side of sides) {
    const probed = await probeHealth(health[side]);
    if (!probed.some(({ healthy }) => healthy)) return targetUnhealthy(side, probed, reality);
  }
  return null;
}

function targetUnhealthy(side: Side, probed: readonly Probed[], reality: Reality): DriverFailed {
  const raw = probed.map(({ name, says }) => `GET ${name}: ${says}`).join("\n");
  const [first] = probed;
  const says = `The ${side} system was asked directly and does not answer well: ${first?.name ?? "no address"}: ${first?.says ?? ""}.`;
  return failed("TARGET_UNHEALTHY", says, { raw, reality });
}

type Told = Pick<Wrote<never>, "raw" | "refused">;
type Written = { change: Apply; before: { reality: Reality }; wrote: Told; after: { reality: Reality } };

/** What was read back decides; what the switch said of itself only names the error. */
function wrongIn({ change, before, wrote, after: { reality } }: Written): DriverFailed | null {
  const isThere = reality.newPercent === change.newPercent;
  if (wrote.refused === null && isThere) return null;
  const { error, says } = wrote.refused ?? { error: "VERIFY_MISMATCH", says: "The switch took the change." };
  const isUnchanged = sameState(before.reality, reality);
  const now = `It ${isUnchanged ? "still" : "now"} is ${shareText(reality.newPercent)}.`;
  const kind = isUnchanged || error === "TIMEOUT" ? error : "PARTIAL";
  return failed(kind, `${says} ${now}`, { raw: `${wrote.raw}\n${reality.raw}`, reality });
}

function unread({ raw, refused }: Told, after: DriverFailed): DriverFailed {
  const all = `${raw}\n${after.raw}`;
  if (refused !== null)
    return failed(refused.error, `${refused.says} It was not read back: ${after.says}`, { raw: all });
  const error = after.error === "UNSUPPORTED" ? "VERIFY_MISMATCH" : after.error;
  return failed(error, `The change was sent, but not read back. ${after.says}`, { raw: all });
}

function sameState(one: Reality, other: Reality): boolean {
  const stateOf = ({ newPercent, servers }: Reality) =>
    JSON.stringify([newPercent, servers.map(({ name, weight, takes }) => [name, weight, takes])]);
  return stateOf(one) === stateOf(other);
}
