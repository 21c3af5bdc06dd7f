"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { clock } from "#lib/load/core/say.ts";
import { type PilotWithCounts, pilotQuery } from "#lib/pilots/query.ts";
import type { FeedState } from "#lib/platform/browser/feed.ts";
import { useFeed } from "./feed-provider.tsx";
import { Mark } from "./mark.tsx";
import { siteTime } from "./site-time.ts";
import { useKeys } from "./use-keys.ts";
import { useNow } from "./use-now.ts";

type Props = { pilot: PilotWithCounts; person: string; roles: string };

/** Where one is, what time it is there, whether what is shown is live, and the places. */
export function Rail({ pilot, person, roles }: Props) {
  const feed = useFeed();
  const router = useRouter();
  const path = usePathname();
  const { data = pilot } = useQuery({ ...pilotQuery(pilot.slug), initialData: pilot });
  const runs = `/${pilot.slug}/runs`;
  useKeys({ "g r": () => router.push(runs) });
  const was = feed.phase === "stale" ? "was " : "";
  return (
    <aside className="rail" aria-label="Gantry">
      <section>
        <strong className="rail-name">{pilot.name}</strong>
        <span className="small">{pilot.site}</span>
        {pilot.practice ? (
          <p className="rail-row">
            Environment <span className="tag">PRACTICE</span>
          </p>
        ) : null}
        <SiteClock feed={feed} timeZone={pilot.timeZone} />
      </section>
      <nav aria-label="Places">
        <Link href={runs} aria-current={path.startsWith(runs) ? "page" : undefined}>
          Load runs
          <span className="small">{data.openRuns > 0 ? `${was}${data.openRuns} running` : ""}</span>
        </Link>
      </nav>
      <section className="rail-person">
        <strong>{person}</strong>
        <p className="small">{roles}</p>
        <button type="button" onClick={() => signOut({ callbackUrl: "/sign-in" })}>
          Sign out
        </button>
      </section>
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
  return (
    <span className="stale" role="status">
      <Mark name="stale" /> STALE {clock(Math.max(0, now - (beatAtMs ?? now)) / 1000)}
    </span>
  );
}
