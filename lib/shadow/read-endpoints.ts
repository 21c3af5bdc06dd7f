import type { Exchange } from "./core/exchange.ts";
import { type EndpointMatch, endpointMatcher } from "./core/match-endpoint.ts";
import { type EndpointNamer, endpointNamer } from "./endpoint-of.ts";
import { type Db, findRuleSet, listEndpoints, ruleVersionOf } from "./store.ts";

/** What an exchange is counted under (`POST /lots`), and the endpoint that the pilot's rules draw for it, if any. */
export type EndpointFound = { name: string; match: EndpointMatch | null };

type Known = { version: number; namer: EndpointNamer; match: ReturnType<typeof endpointMatcher> };
const known = new Map<string, Known>();

/** Of each exchange, in their order. Rules are read when they change; what traffic shows of endpoints is learnt on. */
export async function readEndpoints(db: Db, pilotId: string, exchanges: readonly Exchange[]): Promise<EndpointFound[]> {
  const { namer, match } = await knownOf(db, pilotId);
  namer.learn(exchanges);
  return exchanges.map((one) => ({ name: namer.nameOf(one), match: match(one.method, one.target) }));
}

async function knownOf(db: Db, pilotId: string): Promise<Known> {
  const version = await ruleVersionOf(db, pilotId);
  const found = known.get(pilotId);
  if (found?.version === version) return found;
  const { set } = await findRuleSet(db, pilotId);
  const stored = (await listEndpoints(db, pilotId)).map(({ name }) => ({ name, into: null }));
  const made = { version, namer: endpointNamer(set, stored), match: endpointMatcher(set.endpoints) };
  known.set(pilotId, made);
  return made;
}
