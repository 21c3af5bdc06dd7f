"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { EventView } from "#lib/log/core/log-view.ts";
import { eventQuery } from "#lib/log/query.ts";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import { useKeys } from "../ui/use-keys.ts";
import { ChangedTable } from "./changed-table.tsx";
import styles from "./log.module.css";

export const paneTitleId = "entry-title";

type Props = {
  pilot: string;
  event: number;
  timeZone: string;
  first: EventView | null;
  onChoose(entry: number): void;
};

/** One entry: who did what and why, what it changed, and what it follows on. */
export function EventPane({ pilot, event, timeZone, first, onChoose }: Props) {
  const isFirst = first?.sequence === event;
  const { data, error } = useQuery({ ...eventQuery(pilot, event), ...(isFirst ? { initialData: first } : {}) });
  const router = useRouter();
  const href = data?.about.href ?? null;
  useKeys(href === null ? {} : { Enter: () => router.push(href) });
  return (
    <aside className={styles["pane"]} aria-labelledby={paneTitleId}>
      <h2 id={paneTitleId} tabIndex={-1}>
        {event} {data === undefined ? "" : `${data.who} ${data.did}`}
      </h2>
      {error === null ? null : <Problem error={error} />}
      {data === undefined ? null : (
        <>
          <dl className={styles["facts"]}>
            <Fact word="When">{siteTime(new Date(data.at), timeZone)}</Fact>
            <Fact word="About">{href === null ? data.about.text : <Link href={href}>{data.about.text}</Link>}</Fact>
            {data.detail === "" ? null : <Fact word="What">{data.detail}</Fact>}
            {data.reason === null ? null : <Fact word="Reason">{data.reason}</Fact>}
            <Fact word="Verb">
              <span className="mono">{data.verb}</span>
            </Fact>
          </dl>
          <ChangedTable lines={data.lines} />
          <ChainPlace entry={data} onChoose={onChoose} />
          <p className={styles["acts"]}>
            {href === null ? null : (
              <Link className="button" href={href}>
                Open {data.about.text} <span className="key">Enter</span>
              </Link>
            )}
            <CopyLink pilot={pilot} event={event} />
          </p>
        </>
      )}
    </aside>
  );
}

function Fact({ word, children }: { word: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd className="wrap">{children}</dd>
    </div>
  );
}

type PlaceProps = { entry: EventView; onChoose(entry: number): void };

function ChainPlace({ entry, onChoose }: PlaceProps) {
  const { sequence, hash, previous, next, follows, nextFollows } = entry;
  return (
    <>
      <h3>Its place in the chain</h3>
      <table className={styles["place"]}>
        <tbody>
          {previous === null ? (
            <tr>
              <td colSpan={3} className="second">
                {sequence === 1 ? "The first entry of the chain" : "The entry before it is missing"}
              </td>
            </tr>
          ) : (
            <Neighbour {...previous} onChoose={onChoose} />
          )}
          <tr className="strong">
            <td>{sequence}</td>
            <td className="mono">{grouped(hash)}</td>
            <td>{follows ? <Follows /> : <Breaks />}</td>
          </tr>
          {next === null ? null : (
            <Neighbour {...next} onChoose={onChoose}>
              {nextFollows ? <Follows /> : <Breaks />}
            </Neighbour>
          )}
        </tbody>
      </table>
    </>
  );
}

type LinkProps = {
  sequence: number;
  hash: string;
  did: string;
  onChoose(entry: number): void;
  children?: React.ReactNode;
};

function Neighbour({ sequence, hash, did, onChoose, children }: LinkProps) {
  return (
    <tr>
      <td>
        <button type="button" className="link" aria-label={`${sequence}, ${did}`} onClick={() => onChoose(sequence)}>
          {sequence}
        </button>
      </td>
      <td className="mono second">{grouped(hash)}</td>
      <td>{children}</td>
    </tr>
  );
}

const Follows = () => (
  <span className={styles["follows"]}>
    <Mark name="go" /> follows
  </span>
);
const Breaks = () => (
  <span className="wrong">
    <Mark name="no-go" /> does not follow
  </span>
);

/** The first 16 digits, in fours. */
function grouped(hash: string): string {
  return hash.slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ");
}

/** The address of this entry, whatever the filter. */
function CopyLink({ pilot, event }: { pilot: string; event: number }) {
  const [said, setSaid] = useState("Copy link");
  const copy = async () => {
    const address = `${window.location.origin}/${pilot}/log?event=${event}`;
    // Without TLS a browser has no clipboard.
    const isCopied = await navigator.clipboard?.writeText(address).then(
      () => true,
      () => false,
    );
    setSaid(isCopied ? "Copied" : address);
  };
  return (
    <button type="button" className="button wrap" onClick={copy}>
      {said}
    </button>
  );
}
