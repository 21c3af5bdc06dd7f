"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { clock } from "#lib/load/core/say.ts";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { factsQuery, type PilotWithCounts, pilotQuery } from "#lib/pilots/query.ts";
import type { FeedState } from "#lib/platform/browser/feed.ts";
import { AccountLine } from "../access/account-line.tsx";
import { PilotSwitch } from "../pilots/pilot-switch.tsx";
import { RailClock } from "../pilots/rail-clock.tsx";
import { useFeed } from "./feed-provider.tsx";
import { Mark } from "./mark.tsx";
import { siteTime } from "./site-time.ts";
import { useKeys } from "./use-keys.ts";
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
  const router = useRouter();
  const path = usePathname();
  const { data = pilot } = useQuery({ ...pilotQuery(pilot.slug), initialData: pilot });
  const { data: facts = first } = useQuery({ ...factsQuery(pilot.slug), initialData: first });
  const [runs, settings, faults] = [`/${pilot.slug}/runs`, `/${pilot.slug}/settings`, `/${pilot.slug}/faults`];
  const [launch, checklist] = [`/${pilot.slug}/launch`, `/${pilot.slug}/checklist`];
  const [shadow, log] = [`/${pilot.slug}/shadow`, `/${pilot.slug}/log`];
  useKeys({
    "g l": () => router.push(launch),
    "g r": () => router.push(runs),
    "g s": () => router.push(shadow),
    "g c": () => router.push(checklist),
    "g o": () => router.push(log),
    "g e": () => router.push(settings),
    "g p": () => router.push("/pilots"),
    ...(hasPlant ? { "g f": () => router.push(faults) } : {}),
  });
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
      <nav aria-label="Places">
        <Link href={launch} aria-current={path.startsWith(launch) ? "page" : undefined}>
          Launch
        </Link>
        <Link href={runs} aria-current={path.startsWith(runs) ? "page" : undefined}>
          Load runs
          <span className="small">{data.openRuns > 0 ? `${was}${data.openRuns} running` : ""}</span>
        </Link>
        <Link href={shadow} aria-current={path.startsWith(shadow) ? "page" : undefined}>
          Shadow
        </Link>
        <Link href={checklist} aria-current={path.startsWith(checklist) ? "page" : undefined}>
          Checklist
        </Link>
        {hasPlant ? (
          <Link href={faults} aria-current={path.startsWith(faults) ? "page" : undefined}>
            Practice faults
          </Link>
        ) : null}
        <Link href={log} aria-current={path.startsWith(log) ? "page" : undefined}>
          Log
        </Link>
        <Link href={settings} aria-current={path.startsWith(settings) ? "page" : undefined}>
          Settings
        </Link>
      </nav>
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
