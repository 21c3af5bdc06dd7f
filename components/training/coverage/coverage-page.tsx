"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo, useState } from "react";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { factsQuery } from "#lib/pilots/query.ts";
import { coveragePdf, coverageQuery } from "#lib/training/browser/coverage-query.ts";
import { coverageLines } from "#lib/training/core/coverage-lines.ts";
import type { CoverageView } from "#lib/training/core/coverage-view.ts";
import { useFeed } from "../../ui/feed-provider.tsx";
import { KeysHelp } from "../../ui/keys-help.tsx";
import { Mark } from "../../ui/mark.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { TrainingTabs } from "../training-tabs.tsx";
import styles from "./coverage.module.css";
import { doorMoment, type PageAsked } from "./coverage-address.ts";
import { CoverageBar, focusFilter } from "./coverage-bar.tsx";
import { Matrix } from "./matrix.tsx";
import { NothingCovered, whatIsMissing } from "./nothing-covered.tsx";
import { RecordSection } from "./record-section.tsx";
import { RemindersSection } from "./reminders-section.tsx";
import { cellMarks, dayWord, legend } from "./say-coverage.ts";
import { SessionsSection } from "./sessions-section.tsx";
import { ShiftsSection } from "./shifts-section.tsx";
import { type Ask, useCoverageAsked } from "./use-coverage-asked.ts";

type Props = {
  pilot: string;
  facts: PilotFacts;
  /** Null where the matrix is so large that the page comes sooner without it. */
  first: { at: string; view: CoverageView } | null;
  mayAct: boolean;
};

const keys = [
  ["/", "filter"],
  ["g t", "training"],
] as const;

/** Who is trained in what, who is not, and whether that holds on launch day. */
export function CoveragePage({ pilot, facts: firstFacts, first, mayAct }: Props) {
  const [asked, ask] = useCoverageAsked();
  const { phase } = useFeed();
  const { data: facts = firstFacts } = useQuery({ ...factsQuery(pilot), initialData: firstFacts });
  const at = doorMoment(asked.at, facts.timeZone);
  const isFirst = first !== null && first.at === at && facts.version === firstFacts.version;
  const { data: view, error } = useQuery({
    ...coverageQuery(pilot, { at, plan: facts.version }),
    ...(isFirst ? { initialData: first.view } : {}),
    placeholderData: keepPreviousData,
  });
  useKeys({ "/": focusFilter });
  const missing = view === undefined ? null : whatIsMissing(view);
  const isStale = phase !== "live" && phase !== "connecting";
  return (
    <>
      <Header pilot={pilot} mayAct={mayAct} />
      {error === null ? null : <Problem error={error} />}
      {view === undefined ? (
        <p className={`second ${styles["waits"]}`}>Reading who is trained in what …</p>
      ) : (
        <div className={`${styles["halves"]} ${isStale ? "was-live hatched" : ""}`}>
          <div className={styles["left"]}>
            {missing === null ? (
              <Covered {...{ pilot, view, asked, onAsk: ask }} />
            ) : (
              <NothingCovered {...{ pilot, missing, mayAct }} />
            )}
            <RecordSection {...{ pilot, timeZone: view.timeZone, now: view.now }} />
          </div>
          <aside className={styles["right"]} aria-label="Sessions and shifts">
            <SessionsSection {...{ pilot, timeZone: view.timeZone, now: view.now }} />
            {missing === null ? (
              <>
                <ShiftsSection view={view} />
                <RemindersSection {...{ pilot, view, asked }} />
              </>
            ) : null}
          </aside>
        </div>
      )}
    </>
  );
}

function Header({ pilot, mayAct }: Pick<Props, "pilot" | "mayAct">) {
  return (
    <header className="page-header">
      <span className="code">TR</span>
      <h1>Training</h1>
      <TrainingTabs pilot={pilot} here="coverage" />
      <span className={styles["buttons"]}>
        <a className="button" href={coveragePdf(pilot)}>
          Print record
        </a>
        {mayAct ? (
          <Link className="button" href={`/${pilot}/training/sessions/new`}>
            New session
          </Link>
        ) : null}
      </span>
      <KeysHelp keys={keys} />
    </header>
  );
}

const nobody: ReadonlySet<string> = new Set();

type CoveredProps = { pilot: string; view: CoverageView; asked: PageAsked; onAsk: Ask };

function Covered({ pilot, view, asked, onAsk }: CoveredProps) {
  const [unfolded, setUnfolded] = useState(nobody);
  const lines = useMemo(() => coverageLines(view, asked, unfolded), [view, asked, unfolded]);
  const places = useMemo(() => {
    const all = view.modules.map((_, place) => place);
    const chosen = all.filter((place) => view.modules[place]?.code === asked.module);
    return chosen.length === 0 ? all : chosen;
  }, [view.modules, asked.module]);
  return (
    <section aria-labelledby="matrix">
      <div className={styles["title"]}>
        <h2 id="matrix">Operators and modules</h2>
        <p className="second small">
          {view.launchAt !== null && view.at === view.launchAt ? "as on launch day, " : "as on "}
          {dayWord(view.at, view.timeZone)}
        </p>
        <ul className={styles["legend"]} aria-label="Marks">
          {legend.map(([kind, word]) => (
            <li key={kind} className={styles[`mark-${kind}`]}>
              <Mark name={cellMarks[kind]} /> {word}
            </li>
          ))}
        </ul>
      </div>
      <CoverageBar {...{ asked, view, onAsk }} />
      {lines.length === 0 ? (
        <p className={`second ${styles["waits"]}`}>No operator fits this filter.</p>
      ) : (
        <Matrix
          {...{ pilot, view, lines, places }}
          onUnfold={(shift) => setUnfolded((before) => new Set([...before, shift]))}
        />
      )}
    </section>
  );
}
