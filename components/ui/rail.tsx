"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { clock } from "#lib/load/core/say.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { factsQuery, type PilotWithCounts, pilotQuery } from "#lib/pilots/query.ts";
import type { FeedState } from "#lib/platform/browser/feed.ts";
import { AccountLine } from "../access/account-line.tsx";
import { PilotSwitch } from "../pilots/pilot-switch.tsx";
import { RailClock } from "../pilots/rail-clock.tsx";
import { useFeed } from "./feed-provider.tsx";
import { Mark } from "./mark.tsx";
import { RailPlaces } from "./rail-places.tsx";
import { siteTime } from "./site-time.ts";
import { useNow } from "./use-now.ts";

type Props = {
  pilot: PilotWithCounts;
  facts: PilotFacts;
  person: string;
  roles: string;
  mayCreate: boolean;
  /** The practice plant is there, and belongs to this pilot. */
  hasPlant: boolean;
};

/** How long to the launch, where one is, what time it is there, whether what is shown is live, and the places. */
export function Rail({ pilot, facts: first, person, roles, mayCreate, hasPlant }: Props) {
  const feed = useFeed();
  const path = usePathname();
  const { data = pilot } = useQuery({ ...pilotQuery(pilot.slug), initialData: pilot });
  const { data: facts = first } = useQuery({ ...factsQuery(pilot.slug), initialData: first });
  const was = feed.phase === "live" || feed.phase === "connecting" ? "" : "was ";
  return (
    <aside className="rail" aria-label="Gantry">
      {facts.window === null ? null : <RailClock window={facts.window} timeZone={facts.timeZone} />}
      <section>
        <strong className="rail-name wrap">{facts.name}</strong>
        <span className="small wrap">{facts.site}</span>
        {pilot.practice ? (
          <p className="rail-row">
            Environment <span className="tag">PRACTICE</span>
          </p>
        ) : null}
        <SiteClock feed={feed} timeZone={facts.timeZone} />
        <PilotSwitch key={path} pilot={pilot.slug} mayCreate={mayCreate} />
      </section>
      <RailPlaces slug={pilot.slug} {...{ path, was, hasPlant }} openRuns={data.openRuns} />
      <AccountLine person={person} roles={roles} pilot={pilot.slug} />
    </aside>
  );
}

/** The site's time by the server's clock, and how old what is shown is. */
function SiteClock({ feed, timeZone }: { feed: FeedState; timeZone: string }) {
  const now = useNow(500);
  const serverNow = feed.serverAtMs === null || feed.beatAtMs === null ? null : feed.serverAtMs + now - feed.beatAtMs;
  return (
    <>
      <p className="rail-row">
        Site <span suppressHydrationWarning>{serverNow === null ? "–" : siteTime(new Date(serverNow), timeZone)}</span>
      </p>
      <p className="rail-row">
        Feed <FeedWord feed={feed} now={now} />
      </p>
    </>
  );
}

function FeedWord({ feed: { phase, beatAtMs }, now }: { feed: FeedState; now: number }) {
  if (phase === "connecting") return <span>connecting</span>;
  if (phase === "live")
    return (
      <span className="live">
        <Mark name="go" /> Live
      </span>
    );
  if (phase === "paused" || phase === "closed")
    return (
      <span className="stale">
        <Mark name="stale" /> {phase === "paused" ? "Paused" : "Ended"}
      </span>
    );
  return (
    <span className="stale" role="status">
      <Mark name="stale" /> STALE {clock(Math.max(0, now - (beatAtMs ?? now)) / 1000)}
    </span>
  );
}
