"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { duties as allDuties, type Duty, dutyWords, type HeldDuty, missingDuties } from "#lib/pilots/core/place.ts";
import { type Duties, dutiesQuery, takeBackDuty } from "#lib/pilots/query.ts";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import { GiveDuty, useGiveDuty } from "./give-duty.tsx";
import { Section } from "./section.tsx";
import styles from "./settings.module.css";

type Props = { number: number; pilot: string; first: Duties; mayChange: boolean };

/** Who calls, decides, accepts and verifies in this pilot. Duties stand beside roles: any enabled account may hold one. */
export function DutiesSection({ number, pilot, first, mayChange }: Props) {
  const { data = first } = useQuery({ ...dutiesQuery(pilot), initialData: first });
  const giving = useGiveDuty(pilot);
  const client = useQueryClient();
  const taking = useMutation({
    mutationFn: (id: string) => takeBackDuty(pilot, id),
    onSettled: () => client.invalidateQueries({ queryKey: dutiesQuery(pilot).queryKey }),
  });
  const end =
    mayChange && giving.edit === null ? (
      <button type="button" className="button link" onClick={() => giving.begin()}>
        Give a duty
      </button>
    ) : null;
  return (
    <Section number={number} id="duties" title="Duties" end={end}>
      {taking.error === null ? null : <Problem error={taking.error} />}
      {mayChange && giving.edit !== null ? <GiveDuty giving={giving} edit={giving.edit} people={data.people} /> : null}
      {data.duties.length === 0 ? (
        <NoDuties mayChange={mayChange} />
      ) : (
        <DutiesTable
          held={data.duties}
          onTakeBack={mayChange ? (id) => taking.mutate(id) : null}
          isPending={taking.isPending}
        />
      )}
      {missingDuties(data.duties).map((sentence) => (
        <p key={sentence} className={styles["note"]}>
          <Mark name="warning" /> {sentence}
        </p>
      ))}
    </Section>
  );
}

type TableProps = { held: readonly HeldDuty[]; onTakeBack: ((id: string) => void) | null; isPending: boolean };

function DutiesTable({ held, onTakeBack, isPending }: TableProps) {
  const inOrder = [...held].sort((a, b) => allDuties.indexOf(a.duty) - allDuties.indexOf(b.duty));
  return (
    <table aria-labelledby="duties">
      <thead>
        <tr>
          <th scope="col">Duty</th>
          <th scope="col">Name</th>
          {onTakeBack === null ? null : (
            <th scope="col">
              <span className="visually-hidden">Acts</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {inOrder.map((one) => (
          <tr key={one.id}>
            <td>{dutyText(one)}</td>
            <td className={styles["name"]}>
              {one.name}
              {one.enabled ? null : <span className="second"> (account disabled: does not count)</span>}
            </td>
            {onTakeBack === null ? null : (
              <td className={styles["row-acts"]}>
                <button
                  type="button"
                  className="button link"
                  disabled={isPending}
                  aria-label={`Take back: ${dutyText(one)}, ${one.name}`}
                  onClick={() => onTakeBack(one.id)}
                >
                  Take back
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function dutyText({ duty, station }: { duty: Duty; station: string }): string {
  return station === "" ? dutyWords[duty].word : `${dutyWords[duty].word}, ${station}`;
}

function NoDuties({ mayChange }: { mayChange: boolean }) {
  return (
    <div className={styles["teach"]}>
      <p>Nobody holds a duty yet. Any enabled account may hold one, whatever its roles:</p>
      <dl className={styles["facts"]}>
        {allDuties.map((duty) => (
          <div key={duty}>
            <dt>{dutyWords[duty].word}</dt>
            <dd className="second">{dutyWords[duty].does}</dd>
          </div>
        ))}
      </dl>
      {mayChange ? null : <p className="second">An admin gives duties; ask one of them.</p>}
    </div>
  );
}
