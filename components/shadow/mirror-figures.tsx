"use client";

import { count } from "#lib/load/core/say.ts";
import type { NotCompared } from "#lib/shadow/core/exchange.ts";
import type { MirrorFigures } from "#lib/shadow/core/mirror-settings.ts";
import settings from "../pilots/settings.module.css";
import { Mark } from "../ui/mark.tsx";
import { notComparedWords } from "./say-shadow.ts";

/** What a mirror counted since it started: each is part of coverage. */
export function MirrorFiguresList({ figures }: { figures: MirrorFigures }) {
  const { connections, openConnections, observed, comparable, connectionsNotObserved, abandoned } = figures;
  const reasons = Object.entries(figures.notCompared) as [NotCompared, number][];
  return (
    <dl className={settings["facts"]}>
      <div>
        <dt>Clients</dt>
        <dd>
          {count(connections)} {connections === 1 ? "connection" : "connections"}, {count(openConnections)} open
          {connectionsNotObserved === 0 ? "" : `, ${count(connectionsNotObserved)} not observed`}
        </dd>
      </div>
      <div>
        <dt>Exchanges</dt>
        <dd>
          <span>
            {count(observed)} seen, {/* In front of the balancer it copies nothing. */}
            {figures.served ? "none copied: it stands in front of the balancer" : `${count(comparable)} mirrored`}
            {abandoned === 0 ? "" : `, ${count(abandoned)} left by their clients`}
          </span>
          <span className="second small">
            {reasons.map(([why, n]) => `${notComparedWords[why].toLowerCase()} ${count(n)}`).join(", ")}
          </span>
        </dd>
      </div>
      <Copies figures={figures} />
      <Recording figures={figures} />
    </dl>
  );
}

function Copies({ figures: { candidate } }: { figures: MirrorFigures }) {
  if (candidate === null) return null;
  return (
    <div>
      <dt>Copies</dt>
      <dd>
        {candidate.breakerOpen ? (
          <span className={settings["down"]}>
            <Mark name="no-go" /> breaker open: the new system fails, it is tried again by itself
          </span>
        ) : (
          `${count(candidate.asking)} under way, ${count(candidate.waiting)} waiting`
        )}
      </dd>
    </div>
  );
}

function Recording({ figures: { recorder, notRecorded } }: { figures: MirrorFigures }) {
  const lost = notRecorded + (recorder?.dropped ?? 0);
  return (
    <div>
      <dt>Recording</dt>
      <dd>
        {recorder === null ? "nothing told yet" : `${count(recorder.delivered)} recorded`}
        {recorder?.spooling ? `, on disk ${count(Math.ceil(recorder.spoolBytes / 1024))} KiB` : ""}
        {lost === 0 ? null : (
          <span className={settings["down"]}>
            <Mark name="warning" /> {count(lost)} lost
          </span>
        )}
        {recorder?.lastFailure ? <span className="second small wrap">{recorder.lastFailure}</span> : null}
      </dd>
    </div>
  );
}
