"use client";

import { unbookOperator } from "#lib/training/browser/sessions-query.ts";
import { textIn } from "#lib/training/core/language.ts";
import type { SessionView } from "#lib/training/core/training-view.ts";
import { Problem } from "../../ui/problem.tsx";
import styles from "./session.module.css";
import type { SessionPlace } from "./session-place.ts";
import { useSessionAct } from "./use-session-act.ts";

type Props = { place: SessionPlace; view: SessionView };

/** Before it is opened: who is expected, and what will be shown. */
export function PlannedSection({ place, view }: Props) {
  const act = useSessionAct(place.pilot);
  const mayChange = place.mayAct && view.state === "planned";
  const unbook = (operator: string) =>
    act.mutate(() => unbookOperator({ pilot: place.pilot, session: place.number }, operator));
  return (
    <>
      <section className="section" aria-labelledby="booked">
        <h2 id="booked">Booked, {view.operators.length}</h2>
        {act.error === null ? null : <Problem error={act.error} />}
        {view.operators.length === 0 ? (
          <p className="second">Nobody yet. Book operators, or open the session and book whoever comes.</p>
        ) : (
          <table className={styles["list"]}>
            <thead>
              <tr>
                <th scope="col">Badge</th>
                <th scope="col">Operator</th>
                <th scope="col">Shift</th>
                <th scope="col">Roles</th>
                {mayChange ? <th scope="col" aria-label="Acts" /> : null}
              </tr>
            </thead>
            <tbody>
              {view.operators.map(({ operator }) => (
                <tr key={operator.id}>
                  <td className="mono">{operator.badge}</td>
                  <td className="strong wrap">{operator.name}</td>
                  <td>{operator.shift}</td>
                  <td className="wrap">{operator.roles.join(", ")}</td>
                  {mayChange ? (
                    <td className="number">
                      <button
                        type="button"
                        className="button link"
                        disabled={act.isPending}
                        onClick={() => unbook(operator.id)}
                      >
                        Take off<span className="visually-hidden"> {operator.name}</span>
                      </button>
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="section" aria-labelledby="steps">
        <h2 id="steps">What each shows</h2>
        <ol className={styles["missing"]}>
          {view.moduleVersion.steps.map(({ id, shows }) => (
            <li key={id} className="wrap">
              {textIn(shows, "en")}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
