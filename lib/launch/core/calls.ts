/** What people call, sign and lift. Acts are only ever added; what stands is computed from them. */

export const callKinds = ["go", "go-with-conditions", "hold", "no-go", "abstain"] as const;
export type CallKind = (typeof callKinds)[number];

export type Condition = { what: string; owner: string; by: string };

export type StationAct =
  /** `fingerprint`: of the station's evidence when it was called; `parts`: what it was made of, by item id, so that one can say what changed.
   *  `reason`: of hold and no-go. */
  | {
      do: "called";
      call: CallKind;
      reason: string;
      conditions: readonly Condition[];
      fingerprint: string;
      parts: Readonly<Record<string, string>>;
      snapshot: string | null;
    }
  /** A GO whose evidence moved. `what`: what changed, in a sentence. `about`: the act's id, here and below. */
  | { do: "voided"; about: string; what: string }
  /** A HOLD or NO-GO whose evidence moved: it stays, and says so. */
  | { do: "marked"; about: string; what: string }
  /** By a person; only so does a NO-GO end. */
  | { do: "lifted"; about: string; why: string };

export type DecisionAct =
  /** `over`: SHA-256 of the snapshot, `calls`: of the calls it counts; both signers sign the same. */
  | { do: "signed"; decision: "go" | "no-go"; over: string; calls: string; meaning: string; waived: readonly string[] }
  | { do: "voided"; about: string; what: string };

export type SaidStationAct = {
  id: string;
  station: string;
  pollId: string | null;
  act: StationAct;
  byId: string;
  by: string;
  at: number;
};
export type SaidDecisionAct = { id: string; pollId: string; act: DecisionAct; byId: string; by: string; at: number };
