"use client";

import { useQueryClient } from "@tanstack/react-query";
import { duties, dutyWords, usualStations } from "#lib/pilots/core/place.ts";
import { GiveDuty as Given } from "#lib/pilots/input.ts";
import { dutiesQuery, giveDuty } from "#lib/pilots/query.ts";
import { ChoiceField, PlaceForm, TextField } from "./fields.tsx";
import { type Edit, type EditState, useEdit, wrongIn } from "./use-edit.ts";

const empty = { personId: "", duty: "", station: "" };
type Form = typeof empty;
type Person = { id: string; name: string; email: string };

const asGiven = ({ station, ...rest }: Form) =>
  Given.safeParse({ ...rest, station: rest.duty === "station-owner" ? station.trim() : "" });

export function useGiveDuty(pilot: string): EditState<Form> {
  const client = useQueryClient();
  const shown = { form: empty, version: 0 };
  return useEdit<Form>({
    place: `${pilot}.give-duty`,
    shown,
    check: (typed) => wrongIn(asGiven(typed).error?.issues),
    save: async (typed) => {
      const given = asGiven(typed);
      if (given.success) await giveDuty(pilot, given.data);
      await client.invalidateQueries({ queryKey: dutiesQuery(pilot).queryKey });
    },
    readAgain: async () => shown,
  });
}

type Props = { giving: EditState<Form>; edit: Edit<Form>; people: readonly Person[] };

export function GiveDuty({ giving, edit: { typed }, people }: Props) {
  const { wrong, put } = giving;
  const twice = (name: string) => people.filter((one) => one.name === name).length > 1;
  return (
    <PlaceForm
      label="Give a duty"
      act="Give it"
      acting="Giving …"
      isPending={giving.isPending}
      error={giving.error}
      onSubmit={giving.submit}
      onCancel={giving.cancel}
    >
      <ChoiceField
        id="duty-person"
        label="Person"
        size="middle"
        options={people.map(({ id, name, email }) => [id, twice(name) ? `${name}, ${email}` : name])}
        value={typed.personId}
        wrong={wrong["personId"]}
        onType={(personId) => put({ personId })}
      />
      <ChoiceField
        id="duty-duty"
        label="Duty"
        size="middle"
        options={duties.map((duty) => [duty, dutyWords[duty].word])}
        value={typed.duty}
        wrong={wrong["duty"]}
        hint={duties.find((one) => one === typed.duty) && dutyWords[typed.duty as (typeof duties)[number]].does}
        onType={(duty) => put({ duty })}
      />
      {typed.duty === "station-owner" ? (
        <>
          <TextField
            id="duty-station"
            label="Station"
            most={80}
            list="stations"
            value={typed.station}
            wrong={wrong["station"]}
            hint={usualStations.join(", ")}
            onType={(station) => put({ station })}
          />
          <datalist id="stations">
            {usualStations.map((station) => (
              <option key={station} value={station} />
            ))}
          </datalist>
        </>
      ) : null}
    </PlaceForm>
  );
}
