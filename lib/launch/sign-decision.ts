import { provePassword } from "#lib/access/prove-password.ts";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { isReady } from "./core/call-refusals.ts";
import type { DecisionAct } from "./core/calls.ts";
import type { Readiness } from "./core/readiness-view.ts";
import { nameOf } from "./core/say-station.ts";
import { decidedBy, refusedSignature, type SignRefused, signaturesOf } from "./core/signatures.ts";
import type { SignDecision } from "./input/calls.ts";
import { isKeeperSilent, within } from "./readiness-of.ts";
import { settleCalls } from "./settle-calls.ts";
import type { OpenPoll } from "./settle-poll.ts";
import { dutiesOfPerson } from "./store-calls.ts";
import { endPoll, insertDecisionAct, listDecisionActs } from "./store-polls.ts";

type Refusals =
  | ("pilot-not-found" | "pilot-archived" | "poll-not-open" | "needs-decider" | "evidence-moved" | SignRefused)
  | ("person-not-found" | "password-wrong" | "signing-waits");
type Asked = SignDecision & { pilot: string; poll: number; sessionId: string };
type Signed = { ok: true; id: string; decided: "go" | "no-go" | null };

/** A decider's signature under the launch decision, with their password again, over the snapshot and the calls that they saw. Two accounts sign
 *  the same; the second signature decides and ends the poll. GO needs every station GO or WAIVED; NO-GO may always be signed. */
export async function signDecision(ctx: Ctx, asked: Asked): Promise<Signed | Refused<Refusals>> {
  const proven = await provePassword(ctx, asked);
  if (!proven.ok) return proven;
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, asked.pilot);
    if (!found.ok) return found;
    const { pilot } = found;
    const { readiness, poll } = await settleCalls(tx, ctx, pilot);
    if (poll?.row.number !== asked.poll) return refuse("poll-not-open");
    const signing = { pilot, poll, readiness, asked };
    const refused = await refusalOf(tx, ctx, signing);
    if (refused !== null) return refused;
    const id = await sign(tx, ctx, signing);
    return { ok: true, id, decided: await decide(tx, ctx, signing) };
  });
}

type Signing = { pilot: PilotRow; poll: OpenPoll; readiness: Readiness; asked: Asked };

async function refusalOf(tx: Tx, ctx: Ctx, signing: Signing): Promise<Refused<Refusals> | null> {
  const { pilot, poll, readiness, asked } = signing;
  const duties = await dutiesOfPerson(tx, pilot.id, ctx.actor.id);
  if (!duties.some(({ duty }) => duty === "decider")) return refuse("needs-decider");
  const { decision } = asked;
  const everyStationGo = readiness.overall === "GO" && (await sourcesHeard(tx, ctx, readiness));
  const refused = refusedSignature({ byId: ctx.actor.id, decision, everyStationGo }, poll.signatures);
  const first = poll.signatures.find(({ voided }) => voided === null);
  if (refused !== null) return refuse(refused, { says: { name: first?.by ?? "", why: readiness.sentence } });
  return asked.over === poll.over && asked.calls === poll.calls ? null : refuse("evidence-moved");
}

async function sourcesHeard(tx: Tx, ctx: Ctx, { stations }: Readiness): Promise<boolean> {
  const isSilent = await isKeeperSilent(within(ctx, tx));
  return stations.every(({ items }) => isReady(items, isSilent));
}

async function sign(tx: Tx, ctx: Ctx, { pilot, poll, readiness, asked }: Signing): Promise<string> {
  const { decision, over, calls } = asked;
  const waived = readiness.stations.flatMap((one) => one.waived.map((item) => `${nameOf(item)} (${one.name})`));
  const without = waived.length === 0 ? "" : `, without ${waived.join("; ")}, which are waived`;
  const meaning = `I decide ${decision === "go" ? "GO" : "NO-GO"} for ${pilot.name} on this evidence and these calls${without}.`;
  const act: DecisionAct = { do: "signed", decision, over, calls, meaning, waived };
  const placed = { pilotId: pilot.id, pollId: poll.row.id };
  const id = await insertDecisionAct(tx, { ...placed, act }, { by: ctx.actor, at: ctx.now() });
  await record(tx, ctx, {
    ...{ pilotId: pilot.id, verb: "decision.signed", subject: { kind: "decision", id: poll.row.id } },
    after: { decision, over, calls, meaning, waived },
    acts: [{ table: "decision_acts", id }],
  });
  return id;
}

/** With the second signature the poll has done its work: what moves after it moves nothing of the decision. */
async function decide(tx: Tx, ctx: Ctx, { pilot, poll }: Signing): Promise<"go" | "no-go" | null> {
  const decided = decidedBy(signaturesOf(await listDecisionActs(tx, poll.row.id)));
  if (decided === null) return null;
  const { decision, signers } = decided;
  const names = signers.map(({ by }) => by).join(" and ");
  const sentence = `Decided ${decision === "go" ? "GO" : "NO-GO"} by ${names}.`;
  await endPoll(tx, poll.row.id, sentence, { by: ctx.actor, at: ctx.now() });
  const subject = { kind: "decision", id: poll.row.id };
  const after = { number: poll.row.number, decision, signers: signers.map(({ byId, by }) => ({ byId, by })) };
  await record(tx, ctx, { pilotId: pilot.id, verb: "launch.decided", subject, after, reason: sentence });
  return decision;
}
