"use client";

import { useQueryClient } from "@tanstack/react-query";
import { planQuery, setStations } from "#lib/launch/browser/plan-query.ts";
import type { PlanView } from "#lib/launch/core/plan.ts";
import { SetStations } from "#lib/launch/input/plan.ts";
import { dutyWords } from "#lib/pilots/core/place.ts";
import { AreaField, PlaceForm } from "../pilots/fields.tsx";
import { Section } from "../pilots/section.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import styles from "./plan.module.css";

type Props = { number: number; pilot: string; plan: PlanView; mayPlan: boolean };
type Form = { names: string };

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What has to be GO, in the order of the board. */
export function StationsSection({ number, pilot, plan, mayPlan }: Props) {
  const client = useQueryClient();
  const shownOf = ({ stations, version }: PlanView) => ({ form: { names: stations.join("\n") }, version });
  const readAgain = async () => {
    await client.invalidateQueries({ queryKey: ["plan", pilot] });
    return shownOf(await client.fetchQuery({ ...planQuery(pilot), staleTime: 0 }));
  };
  const state = useEdit<Form>({
    place: `${pilot}.plan.stations`,
    shown: shownOf(plan),
    check: ({ names }, version) => {
      const issues = SetStations.safeParse({ version, stations: linesOf(names) }).error?.issues;
      const [first] = Object.values(wrongIn(issues));
      return first === undefined ? {} : { names: first };
    },
    save: async ({ names }, version) => {
      await setStations(pilot, { version, stations: linesOf(names) });
      await readAgain();
    },
    readAgain,
  });
  const end =
    mayPlan && state.edit === null ? (
      <button type="button" className="button link" aria-label="Change the stations" onClick={state.begin}>
        Change
      </button>
    ) : null;
  return (
    <Section number={number} id="stations" title="Stations" note="one without a check holds the launch" end={end}>
      {state.edit === null ? (
        <ol className={styles["stations"]}>
          {plan.stations.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ol>
      ) : (
        <PlaceForm
          label="Stations"
          act="Save"
          acting="Saving …"
          isPending={state.isPending}
          error={state.error}
          onSubmit={state.submit}
          onCancel={state.cancel}
        >
          <AreaField
            id="stations-names"
            label="Stations, one a line, in the order of the board"
            rows={8}
            value={state.edit.typed.names}
            wrong={state.wrong["names"]}
            onType={(names) => state.put({ names })}
          />
        </PlaceForm>
      )}
    </Section>
  );
}

/** Whom the plan asks for, and who holds the duty; given in the settings. */
export function WantedSection({ number, pilot, plan }: Omit<Props, "mayPlan">) {
  if (plan.wanted.length === 0) return null;
  const end = (
    <a className="button link" href={`/${pilot}/settings#duties`}>
      Give duties
    </a>
  );
  return (
    <Section number={number} id="wanted" title="People the plan asks for" end={end}>
      <table>
        <thead>
          <tr>
            <th>Who</th>
            <th>Duty</th>
            <th>Held by</th>
          </tr>
        </thead>
        <tbody>
          {plan.wanted.map(({ duty, station, who, held }, at) => (
            <tr key={`${duty} ${station} ${who} ${String(at)}`}>
              <th scope="row" className="row-name">
                {who}
              </th>
              <td>
                {Object.hasOwn(dutyWords, duty) ? dutyWords[duty as keyof typeof dutyWords].word : duty}
                {station === "" ? "" : `, ${station}`}
              </td>
              <td>{held.length === 0 ? <span className="wrong">nobody yet</span> : held.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
