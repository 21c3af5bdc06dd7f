"use client";

import {
  type ChosenFigure,
  figureFolds,
  figureUnits,
  figureWays,
  foldWords,
  unitWords,
  wayWords,
} from "#lib/pilots/core/system-metrics.ts";
import { ChoiceField, TextField } from "./fields.tsx";
import styles from "./settings.module.css";

type Props = {
  index: number;
  figure: ChosenFigure;
  addresses: readonly string[];
  wrong: Readonly<Record<string, string>>;
  onChange(part: Partial<ChosenFigure>): void;
  onRemove(): void;
};

const worded = <One extends string>(all: readonly One[], words: Readonly<Record<One, string>>) =>
  all.map((one) => [one, words[one]] as const);
const ways = worded(figureWays, wayWords);
const folds = worded(figureFolds, foldWords);
const units = worded(figureUnits, unitWords);

/** One figure: its name for people, which metric, and how it is read. */
export function FigureField({ index, figure, addresses, wrong, onChange, onRemove }: Props) {
  const field = <Name extends keyof ChosenFigure>(name: Name) => ({
    id: `figure-${index}-${name}`,
    value: figure[name],
    wrong: wrong[`figures.${index}.${name}`],
    onType: (value: string) => onChange({ [name]: value }),
  });
  return (
    <fieldset className={styles["shift"]}>
      <legend className="visually-hidden">Figure {index + 1}</legend>
      <TextField {...field("label")} label="Name" size="small" most={40} />
      <TextField {...field("metric")} label="Metric" mono most={500} />
      {addresses.length > 1 || !addresses.includes(figure.address) ? (
        <ChoiceField {...field("address")} label="Address" size="middle" options={addresses.map((one) => [one, one])} />
      ) : null}
      <ChoiceField {...field("way")} label="Read" options={ways} />
      {figure.way === "busy" ? null : <ChoiceField {...field("fold")} label="Of several" options={folds} />}
      <ChoiceField {...field("unit")} label="Unit" options={units} />
      <button type="button" className="button link" aria-label={`Take out ${figure.label}`} onClick={onRemove}>
        Take out
      </button>
    </fieldset>
  );
}
