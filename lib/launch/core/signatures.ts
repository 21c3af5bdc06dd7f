import type { DecisionAct, SaidDecisionAct } from "./calls.ts";

/** Who has signed a launch decision, and which of it stands. */

type SignedAct = Extract<DecisionAct, { do: "signed" }>;

export type Signature = SignedAct & {
  id: string;
  byId: string;
  by: string;
  at: number;
  /** When and why it fell. */
  voided: { at: number; what: string } | null;
};

/** In the order in which they were given, those that fell too. `acts`: of one poll. */
export function signaturesOf(acts: readonly SaidDecisionAct[]): Signature[] {
  return acts.flatMap(({ id, act, byId, by, at }) => {
    if (act.do !== "signed") return [];
    const end = acts.find((one) => one.act.do === "voided" && one.act.about === id);
    const voided = end?.act.do === "voided" ? { at: end.at, what: end.act.what } : null;
    return [{ ...act, id, byId, by, at, voided }];
  });
}

export type Deciding = { byId: string; decision: "go" | "no-go"; everyStationGo: boolean };
export type SignRefused = "signed-already" | "signed-otherwise" | "not-every-station-go";

/** Why this person may not sign this now; null when they may. Two different accounts sign the same decision. */
export function refusedSignature(
  { byId, decision, everyStationGo }: Deciding,
  given: readonly Signature[],
): SignRefused | null {
  const standing = given.filter(({ voided }) => voided === null);
  if (standing.some((one) => one.byId === byId)) return "signed-already";
  if (standing.some((one) => one.decision !== decision)) return "signed-otherwise";
  return decision === "go" && !everyStationGo ? "not-every-station-go" : null;
}

/** What two people have decided; null as long as they have not. */
export function decidedBy(
  given: readonly Signature[],
): { decision: "go" | "no-go"; signers: readonly Signature[] } | null {
  const signers = given.filter(({ voided }) => voided === null);
  const [first] = signers;
  return first !== undefined && signers.length >= 2 ? { decision: first.decision, signers } : null;
}
