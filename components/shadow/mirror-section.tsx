"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { mirrorsQuery } from "#lib/shadow/browser/mirror-query.ts";
import type { MirrorsView, MirrorView } from "#lib/shadow/core/mirror-settings.ts";
import settings from "../pilots/settings.module.css";
import { useServerNow } from "../pilots/use-server-now.ts";
import styles from "./mirror.module.css";
import { MirrorFiguresList } from "./mirror-figures.tsx";
import { MirrorForm, useMirrorEdit } from "./mirror-form.tsx";
import { isStale, MirrorState } from "./mirror-state.tsx";
import { MirrorTap } from "./mirror-tap.tsx";

type Props = { pilot: string; first: MirrorsView; mayAct: boolean; timeZone: string };

/** The pilot's mirrors: whether each is heard of, what it counted, how it is set up. */
export function MirrorSection({ pilot, first, mayAct, timeZone }: Props) {
  const { data = first } = useQuery({ ...mirrorsQuery(pilot), initialData: first });
  const nowMs = useServerNow(1_000) ?? Date.parse(data.now);
  return (
    <section className="section" aria-labelledby="mirrors">
      <h2 id="mirrors">Mirrors</h2>
      {data.mirrors.length === 0 ? <NoMirror pilot={pilot} /> : null}
      {data.mirrors.map((mirror) => (
        <Mirror key={mirror.name} systems={data.systems} {...{ pilot, mirror, mayAct, timeZone, nowMs }} />
      ))}
    </section>
  );
}

function NoMirror({ pilot }: { pilot: string }) {
  return (
    <div className={settings["teach"]}>
      <p>
        No mirror has been heard of. A mirror stands in front of the legacy system as a service of its own: legacy
        answers the clients, and a copy of each request goes to the new system. It appears here once it runs:
      </p>
      <pre className="mono example-code">{`gantry mirror mirror.json\n${example(pilot)}`}</pre>
    </div>
  );
}

function example(pilot: string): string {
  const listen = { host: "127.0.0.1", port: 8080 };
  return JSON.stringify({ pilot, name: "line", listen, legacy: "http://127.0.0.1:8000", candidate: null }, null, 2);
}

type MirrorProps = {
  pilot: string;
  mirror: MirrorView;
  systems: MirrorsView["systems"];
  mayAct: boolean;
  timeZone: string;
  nowMs: number;
};

function Mirror({ pilot, mirror, systems, mayAct, timeZone, nowMs }: MirrorProps) {
  const editing = useMirrorEdit(pilot, mirror, systems);
  const [tapping, setTapping] = useState(false);
  const { name, state, settings: set } = mirror;
  const isIdle = editing.edit === null && !tapping;
  return (
    <article className={styles["mirror"]} aria-label={`Mirror ${name}`}>
      <div className={settings["title"]}>
        <h3>{name}</h3>
        {state === null ? null : (
          <span className="second small">
            send traffic to <span className="mono">{state.address}</span>
          </span>
        )}
        {mayAct && isIdle ? (
          <Acts name={name} set={set} onTap={() => setTapping(true)} onChange={() => editing.begin()} />
        ) : null}
      </div>
      <p className={styles["state"]}>
        <MirrorState {...{ mirror, nowMs, timeZone }} />
      </p>
      {tapping && set !== null ? (
        <MirrorTap pilot={pilot} mirror={name} mirroring={set.mirroring} onClose={() => setTapping(false)} />
      ) : null}
      {editing.edit === null ? null : <MirrorForm {...{ name, systems }} state={editing} edit={editing.edit} />}
      {set === null ? null : <SetUp {...{ mirror, timeZone, nowMs }} />}
      {state === null ? null : (
        <div className={isStale(state, nowMs) ? "was-live" : undefined}>
          <MirrorFiguresList figures={state.figures} />
        </div>
      )}
    </article>
  );
}

type ActsProps = { name: string; set: MirrorView["settings"]; onTap(): void; onChange(): void };

function Acts({ name, set, onTap, onChange }: ActsProps) {
  return (
    <span className={settings["end"]}>
      {set === null ? null : (
        <button type="button" className="button link" onClick={onTap}>
          {set.mirroring ? "Pause" : "Resume"}
          <span className="visually-hidden"> the mirror {name}</span>
        </button>
      )}
      <button type="button" className="button link" onClick={onChange}>
        {set === null ? "Set up" : "Change"}
        <span className="visually-hidden"> the mirror {name}</span>
      </button>
    </span>
  );
}

function SetUp({ mirror, timeZone, nowMs }: Pick<MirrorProps, "mirror" | "timeZone" | "nowMs">) {
  const { settings: set, history, moved } = mirror;
  const [newest] = history;
  if (set === null) return null;
  const to = set.candidate === null ? "nothing is copied" : `copies to ${set.candidate.name}`;
  const twin = set.twin === null ? "" : `, twin ${set.twin.name}`;
  return (
    <dl className={settings["facts"]}>
      <div>
        <dt>Set up</dt>
        <dd>
          <span>
            in front of {set.legacy.name}, {to}
            {twin}; {Math.round(set.sampling.ratio * 1e4) / 100} % of exchanges; writes:{" "}
            {set.writes.length === 0 ? "none" : set.writes.join(", ")}
          </span>
          {moved.length === 0 ? null : (
            <span className={settings["down"]}>{moved.join(", ")}: moved or removed since; change it</span>
          )}
          {newest === undefined ? null : (
            <span className="second small wrap">
              {newest.change} {momentText(Date.parse(newest.at), timeZone, nowMs)} by {newest.by}: {newest.why}
            </span>
          )}
        </dd>
      </div>
    </dl>
  );
}
