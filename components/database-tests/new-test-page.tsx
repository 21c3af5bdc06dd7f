"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import type { TestsView } from "#lib/database-tests/core/test-view.ts";
import { traitorTrackStatements } from "#lib/database-tests/core/traitortrack.ts";
import { readTestText, type TestTextRead } from "#lib/database-tests/input/test-text.ts";
import { startTest, testsQuery } from "#lib/database-tests/query.ts";
import { goToPlace } from "../ui/go-to-place.ts";
import { MistakeList } from "../ui/mistake-list.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./database-tests.module.css";
import { beginWith, type Draft, putBack } from "./draft.ts";

type Props = { pilot: string; first: TestsView; from: { text: string; database: string } | null };

/** A test is its text and where it is carried out. What is wrong with the text is said by line while it is typed. */
export function NewTestPage({ pilot, first, from }: Props) {
  const { data: view } = useQuery({ ...testsQuery(pilot, 1), initialData: first });
  const [draft, setDraft] = useState<Draft>({ text: from?.text ?? traitorTrackStatements, kept: null });
  const { text } = draft;
  const offered = offeredTexts(view);
  const texts = offered.map((one) => one.text);
  const [database, setDatabase] = useState(() => databaseOf(view, from?.database));
  const router = useRouter();
  const starting = useMutation({
    mutationFn: () => startTest(pilot, { text, database }),
    onSuccess: ({ number }) => router.push(`/${pilot}/database-tests/${number}`),
  });
  const read = readTestText(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read.ok && database !== "" && !starting.isPending) starting.mutate();
  };
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>New database test</h1>
        <p className="second">Not started. Nothing is sent before you start it.</p>
      </header>
      <div className="sections">
        <form className={styles["form"]} onSubmit={submit} noValidate aria-label="New database test">
          <div className={styles["row"]}>
            <Databases view={view} database={database} onChoose={setDatabase} />
            <BeginWith offered={offered} onChoose={(chosen) => setDraft(beginWith(draft, chosen, texts))} />
          </div>
          <Kept draft={draft} onPutBack={() => setDraft(putBack(draft, texts))} />
          <Text text={text} read={read} onType={(typed) => setDraft({ ...draft, text: typed })} />
          {starting.error === null ? null : <Problem error={starting.error} />}
          <p>
            <button
              type="submit"
              className="button primary"
              disabled={!read.ok || database === "" || starting.isPending}
            >
              {starting.isPending ? "Starting …" : "Start the test"}
            </button>
          </p>
        </form>
      </div>
    </>
  );
}

/** The one of the test that is repeated, as long as it is still named; else the first. */
function databaseOf({ databases }: TestsView, before: string | undefined): string {
  const found = databases.find(({ name }) => name === before) ?? databases[0];
  return found?.name ?? "";
}

type DatabasesProps = { view: TestsView; database: string; onChoose(name: string): void };

function Databases({ view, database, onChoose }: DatabasesProps) {
  return (
    <div>
      <label htmlFor="database">Database</label>
      <select id="database" className="select" value={database} onChange={(event) => onChoose(event.target.value)}>
        {view.databases.length === 0 ? <option value="">none is named for this pilot</option> : null}
        {view.databases.map(({ name, environment }) => (
          <option key={name} value={name}>
            {name}, {environment}
          </option>
        ))}
      </select>
    </div>
  );
}

type Offered = { name: string; text: string };

function offeredTexts({ texts }: TestsView): Offered[] {
  return [{ name: "Template: TraitorTrack bags", text: traitorTrackStatements }, ...texts];
}

function BeginWith({ offered, onChoose }: { offered: readonly Offered[]; onChoose(text: string): void }) {
  const choose = (name: string) => {
    const found = offered.find((one) => one.name === name);
    if (found !== undefined) onChoose(found.text);
  };
  return (
    <div>
      <label htmlFor="begin-with">Begin with</label>
      <select id="begin-with" className="select" value="" onChange={(event) => choose(event.target.value)}>
        <option value="">Choose a text to fill in</option>
        {offered.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A text that took the place of a typed one can be taken back. */
function Kept({ draft: { kept }, onPutBack }: { draft: Draft; onPutBack(): void }) {
  return (
    <div role="status">
      {kept === null ? null : (
        <p>
          What you had typed is kept.{" "}
          <button type="button" className="button link" onClick={onPutBack}>
            Put it back
          </button>
        </p>
      )}
    </div>
  );
}

function Text({ text, read, onType }: { text: string; read: TestTextRead; onType(text: string): void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div>
      <label htmlFor="test-text">Test text, YAML</label>
      <textarea
        id="test-text"
        ref={field}
        className="textarea"
        rows={26}
        wrap="off"
        spellCheck={false}
        value={text}
        aria-invalid={!read.ok}
        aria-describedby="test-text-says"
        onChange={(event) => onType(event.target.value)}
      />
      <div id="test-text-says">
        {read.ok ? (
          <p className="second small">{planText(read)}</p>
        ) : (
          <MistakeList mistakes={read.mistakes} onGo={(at) => goToPlace(field.current, at)} />
        )}
      </div>
    </div>
  );
}

function planText({ test: { statements } }: Extract<TestTextRead, { ok: true }>): string {
  const runs = statements.reduce((sum, one) => sum + one.runs, 0);
  const of = statements.length === 1 ? "1 statement" : `${statements.length} statements`;
  return `${of}, ${runs} executions that count. Before them each is carried out once to warm up, and after them once more for its plan.`;
}
