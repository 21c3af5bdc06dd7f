"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { ChangePilot } from "#lib/pilots/input.ts";
import { changePilot, factsQuery } from "#lib/pilots/query.ts";
import { PlaceForm, TextField } from "./fields.tsx";
import { Section } from "./section.tsx";
import styles from "./settings.module.css";
import { type EditState, savedHint, useEdit, wrongIn } from "./use-edit.ts";
import { ZoneChoices } from "./zone-choices.tsx";

type Props = { number: number; first: PilotFacts; isAdmin: boolean };
type Form = { name: string; site: string; timeZone: string };

const formOf = ({ name, site, timeZone, version }: PilotFacts) => ({ form: { name, site, timeZone }, version });

/** What the pilot is and where. */
export function PlaceSection({ number, first, isAdmin }: Props) {
  const { data: facts = first } = useQuery({ ...factsQuery(first.slug), initialData: first });
  const client = useQueryClient();
  const { slug } = facts;
  const state = useEdit<Form>({
    place: `${slug}.place`,
    shown: formOf(facts),
    check: (typed, version) => wrongIn(ChangePilot.safeParse({ ...typed, version }).error?.issues),
    save: async (typed, version) => {
      client.setQueryData(factsQuery(slug).queryKey, await changePilot(slug, { ...typed, version }));
      await client.invalidateQueries({ queryKey: ["pilots"] });
    },
    readAgain: async () => formOf(await client.fetchQuery({ ...factsQuery(slug), staleTime: 0 })),
  });
  const mayChange = isAdmin && facts.archivedAt === null;
  const end =
    mayChange && state.edit === null ? (
      <button type="button" className="button link" aria-label="Change the pilot" onClick={() => state.begin()}>
        Change
      </button>
    ) : null;
  return (
    <Section number={number} id="place" title="The pilot" end={end}>
      {mayChange && state.edit !== null ? (
        <PlaceFields state={state} hasWindow={facts.window !== null} />
      ) : (
        <Facts facts={facts} />
      )}
    </Section>
  );
}

function Facts({ facts: { slug, name, site, timeZone } }: { facts: PilotFacts }) {
  return (
    <dl className={styles["facts"]}>
      <Fact name="Name">{name}</Fact>
      <Fact name="Site">{site}</Fact>
      <Fact name="Time zone">{timeZone}</Fact>
      <Fact name="Its address">{`/${slug}`}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function PlaceFields({ state, hasWindow }: { state: EditState<Form>; hasWindow: boolean }) {
  if (state.edit === null) return null;
  const { edit } = state;
  const field = (name: keyof Form) => ({
    id: `place-${name}`,
    value: edit.typed[name],
    wrong: state.wrong[name],
    hint: savedHint(edit, name),
    onType: (value: string) => state.put({ [name]: value }),
  });
  const zone = field("timeZone");
  const zoneHint = hasWindow ? "the go-live window keeps its time by the clock" : "such as Europe/Prague";
  return (
    <PlaceForm
      label="Change the pilot"
      act="Save"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={state.cancel}
    >
      <TextField {...field("name")} label="Name" most={120} />
      <TextField {...field("site")} label="Site" most={120} />
      <TextField {...zone} hint={zone.hint ?? zoneHint} label="Time zone" most={60} list="time-zones" />
      <ZoneChoices />
    </PlaceForm>
  );
}
