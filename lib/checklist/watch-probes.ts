import { randomUUID } from "node:crypto";
import { systemCtx } from "../platform/ctx.ts";
import type { Database } from "../platform/database.ts";
import { logFault } from "../platform/log.ts";
import type { ProbeRan } from "./edge/run-probe.ts";
import { saveProbe } from "./save-probe.ts";
import { claimProbes, type DueProbe, systemsOf } from "./store-probes.ts";

/** The round of probes, driven by the keeper while it leads. */

export type ProbeWatch = {
  /** Takes what is due and comes back at once. */
  tick(): void;
  /** Takes nothing more; what is under way is not waited for, and not stored. */
  stop(): Promise<void>;
};

type Systems = Awaited<ReturnType<typeof systemsOf>>;
type Options = {
  run(due: DueProbe, systems: Systems): Promise<ProbeRan>;
  /** At once. */
  most?: number;
};

/** Each probe has its own time and its own time-out: one that hangs delays no other. */
export function watchProbes(db: Database, { run, most = 64 }: Options): ProbeWatch {
  const ctx = systemCtx(db, "probe");
  // A new one each start: a keeper that was away stores nothing under a claim that another has taken over.
  const keeper = randomUUID();
  const saving = new Set<Promise<boolean>>();
  let underWay = 0;
  let claiming: Promise<void> | null = null;
  let stopped = false;

  const start = (due: DueProbe, systems: Systems) => {
    underWay++;
    run(due, systems)
      .then((ran) => {
        if (stopped) return undefined;
        const saved = saveProbe(ctx, { due, ran, keeper });
        saving.add(saved);
        return saved.finally(() => saving.delete(saved));
      })
      .catch((error) => logFault("what a probe saw was not stored", error))
      .finally(() => {
        underWay--;
      });
  };
  const round = async () => {
    const due = await claimProbes(db, { keeper, most: most - underWay });
    if (due.length === 0) return;
    const systems = await systemsOf(
      db,
      due.map(({ pilotId }) => pilotId),
    );
    if (!stopped) for (const one of due) start(one, systems);
  };
  return {
    tick: () => {
      if (stopped || claiming !== null || underWay >= most) return;
      claiming = round()
        .catch((error) => logFault("the probes could not be listed", error))
        .finally(() => {
          claiming = null;
        });
    },
    stop: async () => {
      stopped = true;
      await claiming;
      await Promise.allSettled(saving);
    },
  };
}
