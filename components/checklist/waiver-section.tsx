"use client";

import { useState } from "react";
import type { WaiverView } from "#lib/checklist/core/checklist-view.ts";
import { endWaiver, grantWaiver, refuseWaiver } from "#lib/checklist/query.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { ReasonForm } from "../launch/reason-form.tsx";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import styles from "./checklist.module.css";
import type { PaneProps } from "./item-pane.tsx";
import { useChecklistAct, useChecklistAgain } from "./use-checklist-act.ts";
import { WaiverForm } from "./waiver-form.tsx";

/** Asked for by one person, granted by another: with a reason, a scope and an end. */
export function WaiverSection(props: PaneProps) {
  const { place, view } = props;
  const { waiver, standing } = view.item;
  const [asks, setAsks] = useState(false);
  const mayAsk = waiver === null && place.me.mayAct && standing.kind !== "good";
  useKeys(mayAsk ? { w: () => setAsks(true) } : {});
  if (waiver === null && !mayAsk) return null;
  return (
    <section aria-labelledby="waiver">
      <h3 id="waiver">
        Waiver <span className="second small">two people, a reason, an end</span>
      </h3>
      {waiver === null ? null : <OpenWaiver key={waiver.id} {...props} waiver={waiver} />}
      {mayAsk && asks ? <WaiverForm {...props} onClose={() => setAsks(false)} /> : null}
      {mayAsk && !asks ? (
        <p className={styles["act-row"]}>
          <button type="button" className="button" onClick={() => setAsks(true)}>
            Ask for a waiver <span className="key">w</span>
          </button>
        </p>
      ) : null}
    </section>
  );
}

type OpenProps = PaneProps & { waiver: WaiverView };

function OpenWaiver(props: OpenProps) {
  const { place, nowMs, waiver } = props;
  const { by, granted, why, scope, until } = waiver;
  const at = (ms: number) => momentText(ms, place.timeZone, nowMs);
  return (
    <>
      <dl className={styles["people"]}>
        <div>
          <dt className="second small">Asked for by</dt>
          <dd className="wrap">
            {by}, {at(waiver.at)}
          </dd>
        </div>
        <div>
          <dt className="second small">Granted by, another person</dt>
          <dd className="wrap">{granted === null ? `nobody yet, not ${by}` : `${granted.by}, ${at(granted.at)}`}</dd>
        </div>
      </dl>
      <p className="wrap">
        <span className="second">Reason</span> {why} <span className="second">Covers</span> {scope}{" "}
        <span className="second">Ends</span> {at(until)}
      </p>
      <WaiverActs {...props} />
    </>
  );
}

function WaiverActs(props: OpenProps) {
  const { me, pilot } = props.place;
  const { waiver, view } = props;
  const act = useChecklistAct(pilot);
  const [closes, setCloses] = useState(false);
  const isOwn = waiver.byId === me.id;
  const mayGrant = waiver.granted === null && me.mayGrant && !isOwn;
  const grant = () => act.mutate(() => grantWaiver({ pilot, item: view.item.id }, waiver.id));
  useKeys(mayGrant ? { w: grant } : {});
  if (closes) return <CloseForm {...props} onClose={() => setCloses(false)} />;
  return (
    <div className={styles["act-row"]}>
      {mayGrant ? (
        <button type="button" className="button primary" disabled={act.isPending} onClick={grant}>
          {act.isPending ? "Granting …" : "Grant"} <span className="key">w</span>
        </button>
      ) : null}
      {me.mayGrant || isOwn ? (
        <button type="button" className="button" onClick={() => setCloses(true)}>
          {closeWord(waiver)} the waiver
        </button>
      ) : null}
      {waiver.granted === null && isOwn ? (
        <p className="second small">You asked for it: it counts once another person has granted it.</p>
      ) : null}
      {act.error === null ? null : <Problem error={act.error} />}
    </div>
  );
}

const closeWord = ({ granted }: WaiverView) => (granted === null ? "Refuse" : "End");

function CloseForm({ place: { pilot }, view, waiver, onClose }: OpenProps & { onClose(): void }) {
  const again = useChecklistAgain(pilot);
  const of = { pilot, item: view.item.id };
  const close = waiver.granted === null ? refuseWaiver : endWaiver;
  const act = `${closeWord(waiver)} the waiver`;
  return (
    <ReasonForm
      place={`${pilot}.item.${of.item}.waiver.${waiver.id}`}
      label={act}
      title="Without it, the check stands as its evidence says"
      hint="Why"
      act={act}
      acting="Saving …"
      least={3}
      send={(why) => close(of, waiver.id, why).then(again)}
      onClose={onClose}
    />
  );
}
