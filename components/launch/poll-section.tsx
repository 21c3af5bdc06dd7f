"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { closePoll, openPoll } from "#lib/launch/browser/readiness-query.ts";
import type { PollView } from "#lib/launch/core/poll-view.ts";
import type { Readiness } from "#lib/launch/core/readiness-view.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { useServerNow } from "../pilots/use-server-now.ts";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { StatePlate } from "../ui/state-plate.tsx";
import { DecideForm } from "./decide-form.tsx";
import styles from "./launch.module.css";
import type { Me } from "./launch-page.tsx";
import { ReasonForm } from "./reason-form.tsx";

type Props = { pilot: string; readiness: Readiness; poll: PollView | null; me: Me; timeZone: string };

/** The poll of all stations over one frozen state of the evidence, and the decision that two people sign. */
export function PollSection({ pilot, readiness, poll, me, timeZone }: Props) {
  const client = useQueryClient();
  const open = useMutation({
    mutationFn: () => openPoll(pilot),
    onSettled: () => client.invalidateQueries({ queryKey: ["launch", pilot] }),
  });
  const isOpen = poll !== null && poll.closed === null;
  return (
    <section className="section" aria-labelledby="poll">
      <h2 id="poll">Go/no-go poll</h2>
      {poll === null ? (
        <p className={`second ${styles["empty"]}`}>
          No poll was opened yet. A lead opens one; each station’s owner then calls it.
        </p>
      ) : (
        <PollFacts {...{ poll, readiness, timeZone }} />
      )}
      {open.error === null ? null : <Problem error={open.error} />}
      {isOpen ? <OpenPollActs {...{ pilot, readiness, me }} poll={poll} /> : null}
      {!isOpen && me.isLead ? (
        <p className={styles["acts"]}>
          <button type="button" className="button primary" disabled={open.isPending} onClick={() => open.mutate()}>
            {open.isPending ? "Opening …" : "Open a poll"}
          </button>
        </p>
      ) : null}
    </section>
  );
}

type FactsProps = { poll: PollView; readiness: Readiness; timeZone: string };

function PollFacts({ poll, readiness, timeZone }: FactsProps) {
  const nowMs = useServerNow(10_000);
  const at = (ms: number) => momentText(ms, timeZone, nowMs ?? ms);
  const { stations } = readiness;
  const go = stations.filter(({ state }) => state === "GO" || state === "WAIVED").length;
  const missing = stations.filter(({ call }) => call === null || !call.stands).map(({ name }) => name);
  const standing = poll.signatures.filter(({ voided }) => voided === null);
  return (
    <>
      <p className={`second small ${styles["beside-poll"]}`}>
        Poll {poll.number}, opened {at(poll.openedAt)} by {poll.openedBy}
        {poll.moves === 0 ? "" : `; the evidence moved ${poll.moves === 1 ? "once" : `${poll.moves} times`} since`}
      </p>
      <dl className={styles["poll"]}>
        {poll.closed === null ? (
          <>
            <div>
              <dt>Stations GO</dt>
              <dd>
                {go} of {stations.length}
              </dd>
            </div>
            <div>
              <dt>Called</dt>
              <dd>
                {stations.length - missing.length} of {stations.length}
                {missing.length === 0 ? "" : `, not ${missing.join(", ")}`}
              </dd>
            </div>
          </>
        ) : (
          <div>
            <dt>Closed {at(poll.closed.at)}</dt>
            <dd>{poll.closed.sentence}</dd>
          </div>
        )}
        {["First decider", "Second decider"].map((word, index) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>
              {standing[index] === undefined ? (
                <span className="second">not signed</span>
              ) : (
                <>
                  <Mark name={standing[index].decision === "go" ? "go" : "no-go"} /> {standing[index].by} signed{" "}
                  {standing[index].decision === "go" ? "GO" : "NO-GO"} {at(standing[index].at)}
                </>
              )}
            </dd>
          </div>
        ))}
        {poll.signatures.map(({ id, by, voided }) =>
          voided === null ? null : (
            <div key={id}>
              <dt>Void {at(voided.at)}</dt>
              <dd>
                The signature of {by}: {voided.what}
              </dd>
            </div>
          ),
        )}
        {poll.decision === null ? null : (
          <div>
            <dt>Decided</dt>
            <dd>
              <StatePlate state={poll.decision === "go" ? "GO" : "NO-GO"} />
            </dd>
          </div>
        )}
      </dl>
      <p className={`second small ${styles["beside-poll"]}`}>
        Evidence <span className={styles["hash"]}>{poll.snapshot.sha256.slice(0, 16)}</span>, frozen{" "}
        {at(poll.snapshot.at)}
      </p>
    </>
  );
}

type ActsProps = { pilot: string; readiness: Readiness; poll: PollView; me: Me };

function OpenPollActs({ pilot, readiness, poll, me }: ActsProps) {
  const client = useQueryClient();
  const [opened, setOpened] = useState<"go" | "no-go" | "close" | null>(null);
  const close = () => setOpened(null);
  const mayGo = readiness.overall === "GO";
  const hasSigned = poll.signatures.some(({ byId, voided }) => byId === me.id && voided === null);
  if (opened === "close")
    return (
      <ReasonForm
        place={`${pilot}.poll.${poll.number}.close`}
        label={`Close poll ${poll.number}`}
        title="It ends without a decision; calls stay on the record"
        hint="Why it is closed"
        act="Close the poll"
        acting="Closing …"
        least={3}
        send={async (sentence) => {
          await closePoll(pilot, poll.number, sentence);
          await client.invalidateQueries({ queryKey: ["launch", pilot] });
        }}
        onClose={close}
      />
    );
  if (opened !== null) return <DecideForm {...{ pilot, readiness, poll }} decision={opened} onClose={close} />;
  return (
    <>
      <p className={styles["acts"]}>
        {me.isDecider && !hasSigned ? (
          <>
            <button type="button" className="button primary" disabled={!mayGo} onClick={() => setOpened("go")}>
              {mayGo ? null : <Mark name="locked" />} Decide GO
            </button>
            <button type="button" className="button act" onClick={() => setOpened("no-go")}>
              Decide NO-GO
            </button>
          </>
        ) : null}
        {me.isLead ? (
          <button type="button" className="button link" onClick={() => setOpened("close")}>
            Close without a decision
          </button>
        ) : null}
      </p>
      <p className="second small">
        {hasSigned ? "You have signed; the second signature is another person’s. " : ""}
        GO opens when every station is GO or WAIVED. Two deciders sign with their passwords, both over the same
        evidence.
      </p>
    </>
  );
}
