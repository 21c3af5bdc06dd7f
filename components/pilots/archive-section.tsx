"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { WithReason } from "#lib/pilots/input.ts";
import { archivePilot, factsQuery, reopenPilot } from "#lib/pilots/query.ts";
import { Problem } from "../ui/problem.tsx";
import { PlaceForm, TextField } from "./fields.tsx";
import { Section } from "./section.tsx";
import styles from "./settings.module.css";
import { useEdit, wrongIn } from "./use-edit.ts";

type Props = { number: number; first: PilotFacts; isAdmin: boolean };

/** Puts the pilot away when it is over, and takes that back. */
export function ArchiveSection({ number, first, isAdmin }: Props) {
  const { data: facts = first } = useQuery({ ...factsQuery(first.slug), initialData: first });
  if (!isAdmin) return null;
  return (
    <Section number={number} id="archive" title={facts.archivedAt === null ? "When it is over" : "Archived"}>
      {facts.practice ? (
        <p className={`second ${styles["note"]}`}>
          The practice pilot comes with the practice plant and cannot be archived. GANTRY_SANDBOX=off switches it off.
        </p>
      ) : null}
      {!facts.practice && facts.archivedAt === null ? <Archive facts={facts} /> : null}
      {facts.archivedAt === null ? null : <Reopen facts={facts} />}
    </Section>
  );
}

function Archive({ facts: { slug, name } }: { facts: PilotFacts }) {
  const client = useQueryClient();
  const shown = { form: { reason: "" }, version: 0 };
  const state = useEdit({
    place: `${slug}.archive`,
    shown,
    check: (typed) => wrongIn(WithReason.safeParse(typed).error?.issues),
    save: async ({ reason }) => {
      client.setQueryData(factsQuery(slug).queryKey, await archivePilot(slug, reason));
      await client.invalidateQueries({ queryKey: ["pilots"] });
    },
    readAgain: async () => shown,
  });
  if (state.edit === null)
    return (
      <p className={styles["acts"]}>
        <button type="button" className="button" onClick={() => state.begin()}>
          Archive this pilot
        </button>
        <span className="second">It leaves the list and can only be read; an admin can reopen it.</span>
      </p>
    );
  return (
    <PlaceForm
      label={`Archive ${name}`}
      act="Archive it"
      acting="Archiving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={state.cancel}
    >
      <TextField
        id="archive-reason"
        label="Reason, kept in the log"
        value={state.edit.typed.reason}
        wrong={state.wrong["reason"]}
        onType={(reason) => state.put({ reason })}
      />
    </PlaceForm>
  );
}

function Reopen({ facts: { slug } }: { facts: PilotFacts }) {
  const client = useQueryClient();
  const asked = useMutation({
    mutationFn: () => reopenPilot(slug),
    onSuccess: async (facts) => {
      client.setQueryData(factsQuery(slug).queryKey, facts);
      await client.invalidateQueries({ queryKey: ["pilots"] });
    },
  });
  return (
    <>
      {asked.error === null ? null : <Problem error={asked.error} />}
      <p className={styles["acts"]}>
        <button type="button" className="button" disabled={asked.isPending} onClick={() => asked.mutate()}>
          Reopen this pilot
        </button>
        <span className="second">It comes back to the list, and can be changed again.</span>
      </p>
    </>
  );
}
