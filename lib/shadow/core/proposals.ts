import type { Endpoint, RuleEffect } from "./rules.ts";

/** What Gantry proposes from what it saw. Nothing of it counts before a person accepts it. */

export type Proposal = {
  /** Names the same proposal as long as it is one. */
  key: string;
  endpoint: string;
  /** What it is, in one sentence. */
  title: string;
  /** Why, and what it would change: sentences. */
  says: string[];
} & (
  | {
      kind: "noise";
      path: string;
      effect: RuleEffect;
      what: string;
      how: "twin" | "shape";
      exchanges: number;
      group: number;
    }
  | { kind: "ids"; method: string; template: string; makes: Endpoint["makes"]; uses: Endpoint["uses"] }
);

export type ProposalsView = {
  /** Of the rules that these were found under: to be sent along when they are accepted. */
  version: number;
  proposals: Proposal[];
  /** So many were refused and are not shown. */
  refused: number;
};

/** What a proposal is called in one line: `created_at differs in all 412 exchanges: …`. */
export function noiseTitle({ path, differing, compared, what }: NoiseNamed): string {
  const where = path.replace(/^\$\.?/, "").replace(/^header:/, "Header ") || "The whole body";
  const count = differing.toLocaleString("en-GB");
  const how =
    differing >= compared
      ? `in all ${count} exchanges`
      : `in ${count} of ${compared.toLocaleString("en-GB")} exchanges`;
  return `${where} differs ${how}: ${whats[what] ?? what}`;
}

type NoiseNamed = { path: string; differing: number; compared: number; what: string };

const whats: Readonly<Record<string, string>> = {
  uuid: "a UUID that each system makes for itself",
  token: "a random token",
  id: "an id that each system gives for itself",
  clock: "a clock near now",
  counter: "a counter of each system's own",
  revision: "each system numbers its own writes",
  server: "the machine or process that answered",
  order: "the same members, now in this order, now in another",
  timing: "how long the answer took",
  "technical header": "a server speaks of itself",
  "differs by itself": "two legacy instances differ there as well",
};

/** Whether a declared id place of the endpoint covers the path: there the id map compares, and nothing is to be ignored. */
export function isDeclaredId(endpoint: Pick<Endpoint, "makes" | "uses"> | undefined, path: string): boolean {
  if (endpoint === undefined) return false;
  return endpoint.makes.some((one) => one.path === path) || endpoint.uses.some((one) => one.place === path);
}
