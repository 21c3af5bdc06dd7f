"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { scenariosQuery } from "#lib/load/query.ts";
import { Problem } from "../ui/problem.tsx";
import styles from "./scenario.module.css";
import { slotOf, storeDraft, storedDraft } from "./scenario-draft.ts";
import { ScenarioWorkplace } from "./scenario-workplace.tsx";

/** The least that is a scenario. */
const smallest = "name: my scenario\nmix:\n  - name: start page\n    get: /\n    expect: { status: 200 }\n";

/** A scenario that is not there yet: what to begin with, then its text. What was typed before comes first. */
export function NewScenario({ pilot, timeZone }: { pilot: string; timeZone: string }) {
  const [begin, setBegin] = useState<string | null>(null);
  const { data, error } = useQuery(scenariosQuery(pilot));
  if (begin !== null)
    return <ScenarioWorkplace pilot={pilot} page={null} begin={begin} timeZone={timeZone} mayChange={true} />;
  const slot = slotOf(pilot, null);
  const afresh = (text: string) => {
    storeDraft(slot, null);
    setBegin(text);
  };
  const kept = typeof window === "undefined" ? null : storedDraft(slot);
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>New scenario</h1>
        <p className="second">
          <Link href={`/${pilot}/scenarios`}>Scenarios</Link>
        </p>
      </header>
      <div className="sections">
        <section className="section" aria-labelledby="begin">
          <h2 id="begin">Begin with</h2>
          {error === null ? null : <Problem error={error} />}
          <ul className={styles["plain-list"]}>
            {data !== undefined && kept !== null ? (
              <Begin
                name="What you typed before"
                says="It is still here, not saved; anything else takes its place."
                onBegin={() => setBegin("")}
              />
            ) : null}
            <Begin name="The smallest there is" says="One request, one expectation." onBegin={() => afresh(smallest)} />
            {data?.templates.map(({ key, name, description, text }) => (
              <Begin key={key} name={name} says={description} onBegin={() => afresh(text)} />
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

function Begin({ name, says, onBegin }: { name: string; says: string; onBegin(): void }) {
  return (
    <li className={styles["begin"]}>
      <button type="button" className="button link" onClick={onBegin}>
        {name}
      </button>{" "}
      <span className="second">{says}</span>
    </li>
  );
}
