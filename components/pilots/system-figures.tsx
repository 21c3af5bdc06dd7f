"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OfferedFigure } from "#lib/pilots/core/known-figures.ts";
import type { PlacedSystem } from "#lib/pilots/core/place.ts";
import { type ChosenFigure, mostFigures } from "#lib/pilots/core/system-metrics.ts";
import { ChooseMetrics } from "#lib/pilots/input/metrics.ts";
import { chooseMetrics, placesQuery, readMetrics } from "#lib/pilots/query.ts";
import { Problem } from "../ui/problem.tsx";
import { AreaField, PlaceForm, TextField } from "./fields.tsx";
import { FigureField } from "./figure-field.tsx";
import { MetricsFound } from "./metrics-seen.tsx";
import styles from "./settings.module.css";
import type { SystemProps } from "./system-row.tsx";
import { type EditState, savedHint, useEdit, wrongIn } from "./use-edit.ts";

/** `addresses`: one a line. */
type Form = { addresses: string; figures: readonly ChosenFigure[]; reason: string };

const formOf = ({ metrics, version }: PlacedSystem) => ({
  form: { addresses: metrics.addresses.join("\n"), figures: metrics.figures, reason: "" },
  version,
});
const linesOf = (text: string) => text.split("\n").flatMap((line) => line.trim() || []);
const chosenOf = ({ addresses, ...form }: Form, version: number) => ({
  ...form,
  addresses: linesOf(addresses),
  version,
});

/** Chooses which of its own figures runs read, from what its addresses show right now. */
export function SystemFigures({ pilot, system, onClose }: SystemProps & { onClose(): void }) {
  const client = useQueryClient();
  const read = async () => {
    const { systems } = await client.fetchQuery({ ...placesQuery(pilot), staleTime: 0 });
    return formOf(systems.find(({ id }) => id === system.id) ?? system);
  };
  const state = useEdit<Form>({
    place: `${pilot}.figures.${system.id}`,
    shown: formOf(system),
    check: (typed, version) => wrongIn(ChooseMetrics.safeParse(chosenOf(typed, version)).error?.issues),
    save: async (typed, version) => {
      await chooseMetrics(pilot, system.id, ChooseMetrics.parse(chosenOf(typed, version)));
      await read();
      onClose();
    },
    readAgain: read,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { edit, wrong } = state;
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label={`Figures of ${system.name}`}
      title={`Figures of ${system.name}`}
      note="Read every 5 s while a load run goes on, and drawn below the load. A run that goes on keeps what it began with."
      act="Save the figures"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <AreaField
        id={`${system.id}-addresses`}
        label="Where its metrics stand, one address a line"
        rows={3}
        value={edit.typed.addresses}
        wrong={wrong["addresses"] ?? [0, 1, 2].map((at) => wrong[`addresses.${at}`]).find((one) => one !== undefined)}
        hint={
          savedHint(edit, "addresses") ??
          "a path behind the system’s address, such as /metrics, or an address such as http://db-1.example.org:9187/metrics"
        }
        onType={(addresses) => state.put({ addresses })}
      />
      <Found pilot={pilot} systemId={system.id} typed={edit.typed} put={state.put} />
      <Figures state={state} typed={edit.typed} />
      <TextField
        id={`${system.id}-figures-reason`}
        label="Reason, kept in the log"
        value={edit.typed.reason}
        wrong={wrong["reason"]}
        onType={(reason) => state.put({ reason })}
      />
    </PlaceForm>
  );
}

type Put = (part: Partial<Form>) => void;
type FoundProps = { pilot: string; systemId: string; typed: Form; put: Put };

function Found({ pilot, systemId, typed, put }: FoundProps) {
  const { figures } = typed;
  const addresses = linesOf(typed.addresses);
  const asked = useMutation({ mutationFn: () => readMetrics(pilot, systemId, addresses) });
  const add = (address: string, figure: OfferedFigure) => put({ figures: [...figures, { ...figure, address }] });
  return (
    <div className={styles["seen"]}>
      <button
        type="button"
        className="button"
        disabled={asked.isPending || addresses.length === 0}
        onClick={() => asked.mutate()}
      >
        {asked.isPending ? "Reading …" : "Read now"}
      </button>
      {asked.error === null ? null : <Problem error={asked.error} />}
      {asked.data?.seen.map((seen) => (
        <MetricsFound
          key={seen.address}
          seen={seen}
          chosen={new Set(figures.filter((one) => one.address === seen.address).map(({ metric }) => metric))}
          onAdd={(figure) => add(seen.address, figure)}
        />
      ))}
    </div>
  );
}

function Figures({ state, typed: { figures, addresses } }: { state: EditState<Form>; typed: Form }) {
  const { wrong, put } = state;
  const there = linesOf(addresses);
  const others = (index: number) => figures.filter((_, at) => at !== index);
  if (figures.length === 0)
    return (
      <p className={`second small ${styles["seen"]}`}>
        No figure is chosen: a run draws none. Name an address, press “Read now”, and add what it shows.
      </p>
    );
  return (
    <div className={styles["seen"]}>
      {figures.map((figure, index) => (
        <FigureField
          key={index}
          {...{ index, figure, wrong, addresses: there }}
          onChange={(part) => put({ figures: figures.map((one, at) => (at === index ? { ...one, ...part } : one)) })}
          onRemove={() => put({ figures: others(index) })}
        />
      ))}
      {wrong["figures"] === undefined ? null : <p className="wrong">{wrong["figures"]}</p>}
      {figures.length < mostFigures ? null : <p className="second small">These are the {mostFigures} that fit.</p>}
    </div>
  );
}
