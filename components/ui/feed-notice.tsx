"use client";

import { type SignInReason, signInPath } from "#lib/access/core/return-path.ts";
import type { ClosedWhy, FeedState, PausedWhy } from "#lib/platform/browser/feed.ts";
import styles from "./feed-notice.module.css";
import { Mark } from "./mark.tsx";

const words: Readonly<Record<PausedWhy | ClosedWhy, string>> = {
  hidden: "Paused: this page was out of sight, and three other pilots are open in this browser. Nothing here is live.",
  full: "Paused: three other pilots are open in this browser, which is the most it can follow. Close or hide one of them, and this page goes on.",
  "signed-out": "You signed out. Nothing here is live.",
  "session-expired": "Your session ended after 8 hours. Nothing here is live.",
  "session-ended": "Your session was ended. Nothing here is live.",
  "account-disabled": "This account was disabled. Nothing here is live.",
  "other-session": "Somebody signed in anew in this browser. Nothing here is live.",
  "not-found": "There is no such pilot any more. Nothing here is live.",
};

/** Where to go when a page's feed is over; `null`: read this page again. */
const reasons: Readonly<Partial<Record<ClosedWhy | PausedWhy, SignInReason>>> = {
  "signed-out": "signed-out",
  "session-expired": "session-expired",
  "session-ended": "session-ended",
  "account-disabled": "account-disabled",
};

/** Says across the page why nothing new comes, when waiting alone does not help, and what does. */
export function FeedNotice({ feed: { phase, why } }: { feed: FeedState }) {
  if ((phase !== "paused" && phase !== "closed") || why === null) return null;
  return (
    <p className={styles["notice"]} role="alert">
      <Mark name="stale" /> {words[why]} <WayOn phase={phase} reason={reasons[why] ?? null} />
    </p>
  );
}

/** A whole new page, so that nothing of the old session stays. */
function WayOn({ phase, reason }: { phase: FeedState["phase"]; reason: SignInReason | null }) {
  if (phase === "paused") return null;
  const { pathname, search } = window.location;
  if (reason !== null) return <a href={signInPath(reason, `${pathname}${search}`)}>Sign in</a>;
  return <a href={pathname}>Open this page anew</a>;
}
