"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type FaultName, type Figure, faultKind, faultMistake, faultRoutes } from "#lib/practice/core/faults.ts";
import type { Figures, SystemFaults } from "#lib/practice/core/plant.ts";
import { faultsQuery, switchOn } from "#lib/practice/query.ts";
import { clean, numberText, readNumber } from "../load/new-run-number.ts";
import { ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";

type Props = { pilot: string; system: SystemFaults; fault: FaultName; onClose(): void };
type Typed = Readonly<Record<string, string>>;
type Wrong = Readonly<Record<string, string>>;

/** Every endpoint, in the form. */
const everywhere = "everywhere";

/** With which figures a fault is switched on. It begins with what is on, else with what is usual. */
export function FaultForm({ pilot, system, fault, onClose }: Props) {
  const kind = faultKind(fault);
  const client = useQueryClient();
  const [typed, setTyped] = useState<Typed>(() => firstTyped(system, fault));
  const [wrong, setWrong] = useState<Wrong>({});
  const asked = useMutation({
    mutationFn: (figures: Figures) => switchOn(pilot, { system: system.id, fault, figures }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: faultsQuery(pilot).queryKey }),
  });
  const put = (key: string) => (text: string) => setTyped({ ...typed, [key]: text });
  const submit = () => {
    const read = readTyped(fault, typed);
    setWrong(read.wrong);
    if (Object.keys(read.wrong).length === 0) asked.mutate(read.figures);
  };
  return (
    <PlaceForm
      label={`Switch on ${kind.title} in ${system.name}`}
      title={`${kind.title} in ${system.name}`}
      act="Switch it on"
      acting="Switching on …"
      isPending={asked.isPending}
      error={asked.error}
      onSubmit={submit}
      onCancel={onClose}
    >
      {kind.figures.map((figure) => (
        <FigureField key={figure.key} {...{ fault, figure, typed, wrong }} onType={put(figure.key)} />
      ))}
      {kind.byRoute ? (
        <ChoiceField
          id={`${fault}-route`}
          label="Endpoint"
          size="middle"
          options={[[everywhere, "every endpoint"], ...Object.entries(faultRoutes)]}
          value={typed["route"] ?? everywhere}
          wrong={wrong["route"]}
          onType={put("route")}
        />
      ) : null}
    </PlaceForm>
  );
}

type FieldProps = { fault: FaultName; figure: Figure; typed: Typed; wrong: Wrong; onType(text: string): void };

function FigureField({ fault, figure, typed, wrong, onType }: FieldProps) {
  const { key, label, unit } = figure;
  return (
    <TextField
      id={`${fault}-${key}`}
      label={label}
      size="small"
      most={20}
      unit={unit === "share" ? "%" : unit}
      value={typed[key] ?? ""}
      wrong={wrong[key]}
      hint={boundsText(figure)}
      onType={onType}
    />
  );
}

function firstTyped(system: SystemFaults, fault: FaultName): Typed {
  const on = system.answers ? system.on.find((one) => one.fault === fault) : undefined;
  const figures = faultKind(fault).figures.map((figure) => {
    const value = on === undefined ? figure.usual : on.figures[figure.key];
    return [figure.key, typeof value === "number" ? String(clean(value * shownTimes(figure))) : ""];
  });
  return Object.fromEntries([...figures, ["route", String(on?.figures["route"] ?? everywhere)]]);
}

/** A field that is left empty is not sent. */
function readTyped(fault: FaultName, { route = everywhere, ...typed }: Typed): { figures: Figures; wrong: Wrong } {
  const figures: Record<string, number | string> = route === everywhere ? {} : { route };
  const wrong: Record<string, string> = {};
  const all = faultKind(fault).figures;
  for (const figure of all) {
    const text = typed[figure.key]?.trim() ?? "";
    const read = readNumber(text);
    if (read.ok) figures[figure.key] = clean(read.value / shownTimes(figure));
    else if (text !== "") wrong[figure.key] = read.sentence;
  }
  const mistake = Object.keys(wrong).length > 0 ? null : faultMistake(fault, figures);
  if (mistake === null) return { figures, wrong };
  const place = all.find(({ key }) => key === mistake.path);
  const says = place === undefined ? "A number is missing." : `A number from ${boundsText(place)} is expected.`;
  return { figures, wrong: { [place?.key ?? all[0]?.key ?? ""]: says } };
}

/** A share is typed in per cent. */
function shownTimes({ unit }: Figure): number {
  return unit === "share" ? 100 : 1;
}

function boundsText(figure: Figure): string {
  const text = (value: number) => numberText(value * shownTimes(figure));
  return `${text(figure.least)} to ${text(figure.most)}`;
}
