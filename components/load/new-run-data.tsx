"use client";

import { useQuery } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { fileFactsQuery, keptFilesQuery } from "#lib/load/browser/objective-sets-query.ts";
import { comesAlong } from "#lib/load/core/part-of-scenario.ts";
import { count } from "#lib/load/core/say.ts";
import type { FileFacts } from "#lib/load/core/scenario-view.ts";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import styles from "./new-run.module.css";
import { WrongAt } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import { ScopeSelect } from "./new-run-scope.tsx";
import { onlyOf } from "./read-run-draft.ts";
import type { Filling } from "./run-draft.ts";

/** What of the scenario is sent, and the data files that its text names. `own`: the pilot's scenarios. */
export function ScenarioParts({ form, own }: { form: RunForm; own: readonly Filling[] }) {
  const { draft, read, change, wrongAt } = form;
  const { scenario } = read;
  const files = [...new Set(scenario?.data.map(({ file }) => file))];
  return (
    <section className={styles["part"]} aria-label="What of the scenario is sent">
      <div className="field-row">
        <span className="name">Send</span>
        <div>
          <ScopeSelect
            place="only"
            label="What of the scenario is sent"
            all="all of it"
            value={draft.only}
            wrong={wrongAt("only")}
            scenario={scenario}
            onChoose={(only) => change({ only })}
          />
          <WrongAt place="only" wrong={wrongAt("only")} hint={sentAlone(form)} />
        </div>
      </div>
      {files.map((name) => (
        <FileRow key={name} form={form} name={name} scenarioId={idOf(scenario?.name, own)} />
      ))}
    </section>
  );
}

/** A flow goes as a whole: steps of it that were not meant are named, as writes among reads may surprise. */
function sentAlone({ draft, read: { part } }: RunForm): string | undefined {
  if (draft.only === "") return undefined;
  const others = part === null ? [] : comesAlong(part, onlyOf(draft));
  return others.length === 0 ? "this alone" : `this alone, and what stands in a flow with it: ${others.join(", ")}`;
}

function idOf(name: string | undefined, own: readonly Filling[]): string | null {
  return own.find((one) => one.name === name)?.key.replace(/^scenario /, "") ?? null;
}

const mostBytes = 5 * 1024 * 1024;

type FileProps = { form: RunForm; name: string; scenarioId: string | null };

/** One file that the text names: chosen here, else the one of the version before. */
function FileRow({ form, name, scenarioId }: FileProps) {
  const { draft, change, wrongAt } = form;
  const place = `files.${name}`;
  const [tooLarge, setTooLarge] = useState<string>();
  const given = draft.files.find((file) => file.name === name);
  const others = draft.files.filter((file) => file.name !== name);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file === undefined) return;
    setTooLarge(file.size > mostBytes ? `${file.name} is larger than 5 MiB.` : undefined);
    if (file.size <= mostBytes) change({ files: [...others, { name, text: await file.text() }] });
  };
  return (
    <div className="field-row">
      <label htmlFor={place} className="mono">
        {name}
      </label>
      <div className={styles["file"]}>
        <input
          id={place}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-describedby={`${place}-says`}
          onChange={choose}
        />{" "}
        {given === undefined ? null : (
          <button type="button" className="button link" onClick={() => change({ files: others })}>
            Leave it out
          </button>
        )}
        <div id={`${place}-says`} className="small">
          {tooLarge === undefined ? null : <p className="wrong">{tooLarge}</p>}
          {wrongAt(place) === undefined ? null : <p className="wrong">{wrongAt(place)}</p>}
          {given === undefined ? <Kept pilot={form.pilot} {...{ name, scenarioId }} /> : null}
          {given?.text === null ? (
            <p className="wrong">It was too large to be kept through the reload: choose it again.</p>
          ) : null}
          {typeof given?.text === "string" ? <Given pilot={form.pilot} name={name} text={given.text} /> : null}
        </div>
      </div>
    </div>
  );
}

function Kept({ pilot, name, scenarioId }: { pilot: string; name: string; scenarioId: string | null }) {
  const { data, error, isPending } = useQuery(keptFilesQuery(pilot, scenarioId));
  const kept = data?.find((file) => file.name === name);
  if (isPending) return <p className="second">Looking for the one of the version before …</p>;
  if (error !== null) return <p className="wrong">{error.message}</p>;
  if (kept === undefined) return <p>Choose a CSV file: the first line names the columns.</p>;
  return (
    <>
      <p>None chosen: the one of the scenario's newest version is kept.</p>
      <Facts facts={kept} />
    </>
  );
}

const listed = 5;

function Given({ pilot, name, text }: { pilot: string; name: string; text: string }) {
  const { data, error } = useQuery(fileFactsQuery(pilot, { name, text }));
  if (data !== undefined) return <Facts facts={data.facts} />;
  if (error === null) return <p className="second">Reading it …</p>;
  const mistakes = error instanceof ApiProblem ? error.errors.filter(({ line }) => line !== undefined) : [];
  if (mistakes.length === 0) return <p className="wrong">{error.message}</p>;
  const more = mistakes.length - listed;
  return (
    <ul className="mistakes">
      {mistakes.slice(0, listed).map(({ line, message }) => (
        <li key={`${line} ${message}`}>{`Line ${line}: ${message}`}</li>
      ))}
      {more > 0 ? <li>{`and ${count(more)} more`}</li> : null}
    </ul>
  );
}

function Facts({ facts: { columns, rows, firstRows } }: { facts: FileFacts }) {
  const [first] = firstRows;
  const example = first === undefined ? "" : `, such as ${first.slice(0, 4).join(", ")}`;
  return (
    <p className="second">{`${rows === 1 ? "1 row" : `${count(rows)} rows`} of ${columns.join(", ")}${example}`}</p>
  );
}
