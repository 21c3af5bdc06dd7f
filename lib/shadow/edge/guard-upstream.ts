import { type Resolved, resolveTarget } from "../../load/edge/resolve-target.ts";
import { toldSettings } from "../../platform/process-environment.ts";

/** Whether copies or clients may be sent to an address: by the rules of a load run's target, never to Gantry itself, and never to the mirror
 *  itself, which would ask itself without end. `mirrorPort`: where it listens, known on its own machine. */
export type GuardUpstream = (url: string, mirrorPort?: number) => Promise<Resolved>;

export const guardUpstream: GuardUpstream = async (url, mirrorPort) => {
  const databaseUrl = process.env["GANTRY_APP_DATABASE_URL"] || "postgres://127.0.0.1/none";
  const resolved = await resolveTarget(url, { webPort: toldSettings().port, databaseUrl });
  if (!resolved.ok || mirrorPort === undefined) return resolved;
  const apart = await resolveTarget(url, { webPort: mirrorPort, databaseUrl });
  return apart.ok ? apart : { ok: false, sentence: `${url} leads to the mirror itself.` };
};
