import { readEndedSessions } from "#lib/access/read-ended-sessions.ts";
import { readOpenDisplays } from "#lib/displays/read-open-displays.ts";
import { readWall } from "#lib/displays/read-wall.ts";
import { silentSince } from "#lib/launch/readiness-of.ts";
import { recheckReadiness } from "#lib/launch/recheck-readiness.ts";
import { sampleOf } from "#lib/load/live-runs.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import type { FeedRecheck, FeedWiring } from "#lib/platform/feed/wiring.ts";
import { webConnection } from "#lib/platform/http/web-connection.ts";

/** What screens call a kind of subject, where that is another word. */
const topics: Readonly<Record<string, string>> = {
  "rollout-plan": "rollout",
  ...{ system: "systems", scenario: "scenarios" },
  ...{ station: "launch", "station-state": "launch", readiness: "launch", poll: "launch", decision: "launch" },
  ...{ "shadow-group": "shadow", "shadow-pair": "shadow", "shadow-rules": "shadow", "shadow-window": "shadow" },
  ...{ item: "checklist", evidence: "checklist" },
  ...{
    "launch-plan": "plan",
    risk: "plan",
    step: "plan",
    "clock-hold": "plan",
    "launch-note": "plan",
    rehearsal: "plan",
  },
};

/** Made with the first feed: only then the process has its connection. */
let recheckOnce: FeedRecheck | null = null;

const ctx = () => systemCtx(webConnection().db, "web");

/** The feeds of people and of displays: one hub serves both. */
export const feedWiring: FeedWiring = {
  recheck: {
    ...{ topic: "launch", id: "readiness" },
    digest: (pilotId, sources) => {
      recheckOnce ??= recheckReadiness(ctx());
      return recheckOnce(pilotId, sources);
    },
  },
  topicOf: (subjectKind) => topics[subjectKind] ?? subjectKind,
  figures: ["shadow", "checklist", "rollout"],
  sampleOf,
  endedSessions: (people) => readEndedSessions(webConnection().db, people),
  wall: {
    view: (pilotId) => readWall(ctx(), pilotId),
    // Whatever is decided may stand between the pilot and its launch; only what a display is told of itself changes no other one.
    topics: (topic) => topic !== "display",
    silent: ({ keeper }) => silentSince(keeper, new Date()),
    displays: (ids) => readOpenDisplays(ctx(), ids),
  },
};
