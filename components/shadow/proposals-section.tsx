"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "#lib/load/core/say.ts";
import { acceptProposals, foundProposalsQuery, refuseProposal } from "#lib/shadow/browser/query-proposals.ts";
import type { Proposal } from "#lib/shadow/core/proposals.ts";
import { Problem } from "../ui/problem.tsx";
import { ProposalSwallows } from "./proposal-swallows.tsx";
import styles from "./proposals.module.css";
import { useShadowAct } from "./use-shadow-act.ts";

type Props = { pilot: string; mayAct: boolean };

/** What Gantry would ignore and where it thinks ids are: a person accepts each, several at once, or says that it is none. */
export function ProposalsSection({ pilot, mayAct }: Props) {
  const { data, error } = useQuery(foundProposalsQuery(pilot));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const act = useShadowAct(pilot);
  if (error !== null) return <Problem error={error} />;
  if (data === undefined || data.proposals.length === 0) return null;
  const { proposals, version, refused } = data;
  const keys = proposals.map(({ key }) => key).filter((key) => chosen.includes(key));
  const accept = (accepted: string[]) => {
    if (!act.isPending) act.mutate(() => acceptProposals(pilot, { keys: accepted, version }));
  };
  const mark = (key: string, on: boolean) => setChosen(on ? [...chosen, key] : chosen.filter((other) => other !== key));
  return (
    <section className={styles["proposals"]} aria-labelledby="shadow-proposals">
      <div className="section-title">
        <h2 id="shadow-proposals" tabIndex={-1}>
          Proposals
        </h2>
      </div>
      <p className="second">
        {count(proposals.length)} {proposals.length === 1 ? "proposal" : "proposals"} from what was seen
        {refused > 0 ? `; ${count(refused)} refused before` : ""}. Nothing is ignored and no id is mapped before
        somebody accepts it.
      </p>
      {mayAct ? (
        <p className={styles["all"]}>
          <button type="button" className="button" onClick={() => setChosen(proposals.map(({ key }) => key))}>
            Mark all
          </button>
          <button
            type="button"
            className="button primary"
            disabled={keys.length === 0 || act.isPending}
            onClick={() => accept(keys)}
          >
            Accept {count(keys.length)} marked
          </button>
          {act.isPending ? <span className="second">Saving …</span> : null}
        </p>
      ) : null}
      {act.error === null ? null : <Problem error={act.error} />}
      <ul className={styles["list"]}>
        {proposals.map((one) => (
          <ProposalRow
            key={one.key}
            {...{ pilot, mayAct, one }}
            isMarked={chosen.includes(one.key)}
            isPending={act.isPending}
            onMark={(on) => mark(one.key, on)}
            onAccept={() => accept([one.key])}
            onRefuse={() => act.mutate(() => refuseProposal(pilot, { key: one.key }))}
          />
        ))}
      </ul>
    </section>
  );
}

/** Beside the groups: part of them may be settled by what is proposed below. */
export function ProposalsLink({ pilot }: { pilot: string }) {
  const { data } = useQuery(foundProposalsQuery(pilot));
  const n = data?.proposals.length ?? 0;
  if (n === 0) return null;
  return (
    <a href="#shadow-proposals" className="small">
      {count(n)} {n === 1 ? "proposal" : "proposals"} below
    </a>
  );
}

type RowProps = Props & {
  one: Proposal;
  isMarked: boolean;
  isPending: boolean;
  onMark(on: boolean): void;
  onAccept(): void;
  onRefuse(): void;
};

function ProposalRow({ pilot, mayAct, one, isMarked, isPending, onMark, onAccept, onRefuse }: RowProps) {
  const named = `proposal-${one.key}`;
  return (
    <li className={styles["row"]}>
      {mayAct ? (
        <input
          type="checkbox"
          aria-labelledby={named}
          checked={isMarked}
          onChange={(event) => onMark(event.target.checked)}
        />
      ) : null}
      <div>
        <p id={named}>
          <strong>{one.title}</strong> <span className="second mono small">{one.endpoint}</span>
        </p>
        {one.says.map((sentence) => (
          <p key={sentence} className="small">
            {sentence}
          </p>
        ))}
        {one.kind === "noise" && mayAct ? <ProposalSwallows pilot={pilot} rule={one} /> : null}
      </div>
      {mayAct ? (
        <div className={styles["acts"]}>
          <button type="button" className="button" aria-describedby={named} disabled={isPending} onClick={onAccept}>
            Accept
          </button>
          <button
            type="button"
            className="button link"
            aria-describedby={named}
            disabled={isPending}
            onClick={onRefuse}
          >
            {one.kind === "noise" ? "Not noise" : "Not an id"}
          </button>
        </div>
      ) : null}
    </li>
  );
}
