"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { objectiveSetsQuery } from "#lib/load/browser/objective-sets-query.ts";
import type { ObjectiveSetView } from "#lib/load/core/objective-set-view.ts";
import { type ObjectiveTemplate, objectiveTemplates } from "#lib/load/core/objective-templates.ts";
import { count } from "#lib/load/core/say.ts";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import styles from "./objectives.module.css";
import { SetEditor } from "./set-editor.tsx";
import type { KeptDrafts } from "./use-set-draft.ts";

type Props = { pilot: string; first: ObjectiveSetView[]; timeZone: string; maySave: boolean };
/** What is open on the right: a set, or a new one with a text to begin with. */
type Open = { set: string } | { begin: ObjectiveTemplate };

const blank: ObjectiveTemplate = { team: "", name: "", text: "objectives:\n  - { metric: p99, limit: 500 ms }\n" };

/** Limits that runs share, by name. */
export function ObjectivesPage({ pilot, first, timeZone, maySave }: Props) {
  const { data, error } = useQuery({ ...objectiveSetsQuery(pilot), initialData: { sets: first } });
  const { sets } = data;
  const [kept] = useState<KeptDrafts>(() => new Map());
  const [open, setOpen] = useState<Open | null>(first[0] === undefined ? null : { set: first[0].id });
  const chosen = open !== null && "set" in open ? (sets.find(({ id }) => id === open.set) ?? null) : null;
  const begin = open !== null && "begin" in open ? open.begin : null;
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>Sets of limits</h1>
        <p className="second">A run that takes a set by name is judged by its newest version</p>
        <span className="end">
          <Link href={`/${pilot}/runs`}>Load runs</Link>
        </span>
      </header>
      <div className={styles["halves"]}>
        <div className={styles["left"]}>
          <SetList {...{ sets, timeZone, error }} chosen={chosen?.id ?? null} onChoose={(set) => setOpen({ set })} />
          <BeginWith maySave={maySave} onBegin={(template) => setOpen({ begin: template })} />
        </div>
        {chosen === null && begin === null ? (
          <p className={`second ${styles["right"]}`}>
            {maySave ? "Begin with the limits of a team, or with an empty set." : "Nothing is chosen."}
          </p>
        ) : (
          <SetEditor
            key={chosen?.id ?? `new ${begin?.name ?? ""}`}
            {...{ pilot, timeZone, maySave, kept, set: chosen }}
            begin={begin ?? blank}
            onSaved={(id) => setOpen({ set: id })}
          />
        )}
      </div>
    </>
  );
}

type ListProps = {
  sets: readonly ObjectiveSetView[];
  timeZone: string;
  error: Error | null;
  chosen: string | null;
  onChoose(id: string): void;
};

function SetList({ sets, timeZone, error, chosen, onChoose }: ListProps) {
  return (
    <section className="section" aria-labelledby="sets">
      <h2 id="sets">{headOf(sets.length)}</h2>
      {error === null ? null : <Problem error={error} />}
      {sets.length === 0 ? (
        <p className={styles["teach"]}>
          A set keeps limits under a name, so that every run of a scenario is judged alike. It may have others for an
          environment, and k6's thresholds.
        </p>
      ) : null}
      <ul className={styles["sets"]}>
        {sets.map(({ id, name, version, createdBy, createdAt }) => (
          <li key={id} className={chosen === id ? styles["chosen"] : undefined}>
            <button type="button" className="button link" aria-current={chosen === id} onClick={() => onChoose(id)}>
              {name}
            </button>
            <span className="second small">
              {`version ${version}, ${createdBy}, ${siteTime(new Date(createdAt), timeZone)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function headOf(sets: number): string {
  if (sets === 0) return "No set yet";
  return sets === 1 ? "1 set" : `${count(sets)} sets`;
}

function BeginWith({ maySave, onBegin }: { maySave: boolean; onBegin(template: ObjectiveTemplate): void }) {
  if (!maySave) return <p className="second small">A lead or an admin saves sets.</p>;
  return (
    <section className="section" aria-labelledby="begin">
      <h2 id="begin">A new set</h2>
      <ul className={styles["sets"]}>
        {objectiveTemplates.map((template) => (
          <li key={template.name}>
            <button type="button" className="button link" onClick={() => onBegin(template)}>
              {`Begin with ${template.name}`}
            </button>
            <span className="second small">{template.team}</span>
          </li>
        ))}
        <li>
          <button type="button" className="button link" onClick={() => onBegin(blank)}>
            Begin with an empty set
          </button>
        </li>
      </ul>
    </section>
  );
}
