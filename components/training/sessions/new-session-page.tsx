"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { zoneWord } from "#lib/pilots/core/place-text.ts";
import { coverageQuery } from "#lib/training/browser/coverage-query.ts";
import { planSession } from "#lib/training/browser/sessions-query.ts";
import { textIn } from "#lib/training/core/language.ts";
import type { ModulesView, OperatorsView } from "#lib/training/core/people-view.ts";
import { PlaceForm } from "../../pilots/fields.tsx";
import { useEdit } from "../../pilots/use-edit.ts";
import { TrainingTabs } from "../training-tabs.tsx";
import board from "./board.module.css";
import { choosable } from "./choose-operators.ts";
import { OperatorPicker } from "./operator-picker.tsx";
import { endOf, isoOf, PlanFields, type PlanTyped, wrongPlan } from "./plan-fields.tsx";
import styles from "./session.module.css";

type Props = { pilot: string; timeZone: string; nowMs: number; modules: ModulesView["modules"]; people: OperatorsView };

/** Module, place, time, and who is expected. */
export function NewSessionPage(props: Props) {
  const { pilot, modules } = props;
  return (
    <div className={board["page"]}>
      <header className="page-header">
        <span className="code">TS</span>
        <h1>New session</h1>
        <p className="second">Who learns what, where and when. Nobody is told by Gantry: the sheet can be printed.</p>
        <TrainingTabs pilot={pilot} here="sessions" />
      </header>
      <div className="sections">{modules.length === 0 ? <NoModule pilot={pilot} /> : <PlanForm {...props} />}</div>
    </div>
  );
}

function NoModule({ pilot }: { pilot: string }) {
  return (
    <div className="empty">
      <h2>No module yet</h2>
      <p>A session teaches one module: a name, its length, and the steps that each operator has to show.</p>
      <p>
        <a className="button primary" href={`/${pilot}/training/modules`}>
          Write the first module
        </a>
      </p>
    </div>
  );
}

function usePlan({ pilot, timeZone, modules }: Props) {
  const router = useRouter();
  const shown: { form: PlanTyped; version: number } = {
    form: { moduleId: "", place: "", from: "", to: "", operators: [] },
    version: 0,
  };
  const state = useEdit<PlanTyped>({
    place: `${pilot}.new-session`,
    shown,
    check: (typed) => wrongPlan(typed, timeZone),
    save: async ({ moduleId, place, from, to, operators }) => {
      const times = { plannedFrom: isoOf(from, timeZone), plannedTo: isoOf(to, timeZone) };
      const { session } = await planSession(pilot, {
        moduleId,
        place: place.trim(),
        ...times,
        operators: [...operators],
      });
      router.push(`/${pilot}/training/sessions/${session}`);
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  /** The end follows the module's length until somebody types another one. */
  const put = (part: Partial<PlanTyped>) => {
    if (state.edit === null) return;
    const before = state.edit.typed;
    const next = { ...before, ...part };
    const minutes = (id: string) => modules.find((one) => one.id === id)?.version.minutes ?? 0;
    const isOwn = before.to !== "" && before.to !== endOf(before.from, minutes(before.moduleId), timeZone);
    state.put({
      ...part,
      ...(part.to === undefined && !isOwn ? { to: endOf(next.from, minutes(next.moduleId), timeZone) } : {}),
    });
  };
  return { state, put };
}

function PlanForm(props: Props) {
  const { pilot, timeZone, nowMs, modules, people } = props;
  const { data: coverage = null } = useQuery(coverageQuery(pilot, { at: "now", plan: 0 }));
  const { state, put } = usePlan(props);
  if (state.edit === null) return null;
  const { typed } = state.edit;
  const choices = modules.map(
    ({ id, code, version }) => [id, `${code} ${textIn(version.name, "en")}, ${version.minutes} min`] as const,
  );
  return (
    <section className="section" aria-labelledby="plan">
      <h2 id="plan">Plan</h2>
      <PlaceForm
        label="New session"
        act="Plan the session"
        acting="Planning …"
        isPending={state.isPending}
        error={state.error}
        onSubmit={state.submit}
      >
        <PlanFields {...{ typed, put }} wrong={state.wrong} modules={choices} zone={zoneWord(nowMs, timeZone)} />
        <h3 className={`beneath ${styles["narrow"]}`}>Operators</h3>
        {people.operators.length === 0 ? (
          <p className="second">
            There are no operators yet. <a href={`/${pilot}/training/operators`}>Add or import them</a>; a session can
            be planned without.
          </p>
        ) : (
          <OperatorPicker
            operators={choosable(people.operators, coverage, typed.moduleId)}
            shifts={people.shifts}
            roles={people.roles}
            chosen={typed.operators}
            knowsSigned={coverage !== null && typed.moduleId !== ""}
            onChoose={(operators) => put({ operators })}
          />
        )}
        {state.wrong["operators"] === undefined ? null : <span className="wrong">{state.wrong["operators"]}</span>}
      </PlaceForm>
    </section>
  );
}
