import { z } from "zod";
import type { NotCompared } from "../core/exchange.ts";
import type { MirrorFigures } from "../core/mirror-settings.ts";
import type { MirrorConfig } from "../input/mirror-config.ts";

/** What a mirror's socket says, as far as the screens show it. */

const count = z.number();
const side = z.object({ requests: count, errors: count, latencyMsP99: count.nullable() });
const served = z.object({
  since: count.nullable(),
  unsaidWrites: count,
  spans: z.array(z.object({ at: count, unsaid: count, legacy: side, new: side })),
});
const Told = z.object({
  ...{ connections: count, openConnections: count, observed: count, comparable: count },
  ...{ connectionsNotObserved: count, abandoned: count },
  notCompared: z.record(z.string(), count),
  candidate: z.object({ waiting: count, asking: count, breakerOpen: z.boolean() }).nullable(),
  recording: z.object({
    notRecorded: count,
    recorder: z
      .object({
        delivered: count,
        spooling: z.boolean(),
        lastFailure: z.string().nullable(),
        spool: z.object({ bytes: count, dropped: count }),
      })
      .nullable(),
  }),
  served: served.nullable(),
});

const Listening = z.object({ listens: z.object({ host: z.string(), port: count }) });

/** Where it listens, as it says itself: its configuration may leave the port to the system. Throws when it says something else. */
export function mirrorAddress(told: unknown): { host: string; port: number } {
  return Listening.parse(told).listens;
}

/** Throws when it says something else. */
export function mirrorFigures(told: unknown, config: MirrorConfig): MirrorFigures {
  const { recording, notCompared, ...counts } = Told.parse(told);
  const { legacy, candidate, mirroring, writes, redaction, captureBytes } = config;
  const of = recording.recorder;
  return {
    ...counts,
    mirroring,
    own: { legacy, candidate: candidate?.url ?? null, writes, redaction, captureBytes },
    notCompared: notCompared as Partial<Record<NotCompared, number>>,
    notRecorded: recording.notRecorded,
    recorder: of && {
      ...{ delivered: of.delivered, spooling: of.spooling, lastFailure: of.lastFailure },
      ...{ spoolBytes: of.spool.bytes, dropped: of.spool.dropped },
    },
  };
}
