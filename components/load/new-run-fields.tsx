"use client";

import type { ReactNode } from "react";
import styles from "./new-run.module.css";

/** Fields of the new-run form: a label tied to each, what is wrong in a sentence beside it. */

type NumberProps = {
  /** The place, and the id. */
  place: string;
  label: string;
  unit?: string;
  value: string;
  wrong: string | undefined;
  onType(text: string): void;
};

/** A figure as text, so that "20,000" may be typed. Its label is for those who hear it; rows that show one use `NumberField`. */
export function NumberInput({ place, label, ...rest }: NumberProps) {
  return (
    <>
      <label className="visually-hidden" htmlFor={place}>
        {label}
      </label>
      <BareNumber place={place} isDescribed={rest.wrong !== undefined} {...rest} />
    </>
  );
}

type BareProps = Omit<NumberProps, "label"> & { isDescribed: boolean };

function BareNumber({ place, unit, value, wrong, isDescribed, onType }: BareProps) {
  return (
    <span className={`with-unit ${styles["number"]}`}>
      <input
        id={place}
        className="input"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={isDescribed ? saysId(place) : undefined}
        onChange={(event) => onType(event.target.value)}
      />
      {unit === undefined ? null : <span className="second">{unit}</span>}
    </span>
  );
}

export function NumberField({ label, hint, ...rest }: NumberProps & { hint?: string }) {
  return (
    <div className="field-row">
      <label htmlFor={rest.place}>{label}</label>
      <div className={styles["beside"]}>
        <BareNumber isDescribed={(rest.wrong ?? hint) !== undefined} {...rest} />
        <WrongAt place={rest.place} wrong={rest.wrong} hint={hint} />
      </div>
    </div>
  );
}

type TextProps = Omit<NumberProps, "unit"> & { hint?: string; mono?: boolean; most: number };

export function TextField({ place, label, value, wrong, onType, hint, mono = false, most }: TextProps) {
  return (
    <div className="field-row">
      <label htmlFor={place}>{label}</label>
      <div>
        <input
          id={place}
          className={mono ? "input mono" : "input"}
          type="text"
          autoComplete="off"
          maxLength={most}
          value={value}
          aria-invalid={wrong !== undefined}
          aria-describedby={(wrong ?? hint) === undefined ? undefined : saysId(place)}
          onChange={(event) => onType(event.target.value)}
        />
        <WrongAt place={place} wrong={wrong} hint={hint} />
      </div>
    </div>
  );
}

const saysId = (place: string) => `${place}-says`;

export function WrongAt({
  place,
  wrong,
  hint,
}: {
  place: string;
  wrong: string | undefined;
  hint?: string | undefined;
}) {
  if (wrong !== undefined)
    return (
      <span id={saysId(place)} className={`wrong small ${styles["says"]}`}>
        {wrong}
      </span>
    );
  if (hint === undefined) return null;
  return (
    <span id={saysId(place)} className={`second small ${styles["says"]}`}>
      {hint}
    </span>
  );
}

type SelectProps = {
  place: string;
  label: string;
  value: string;
  wrong: string | undefined;
  onChoose(value: string): void;
  children: ReactNode;
};

export function Select({ place, label, value, wrong, onChoose, children }: SelectProps) {
  return (
    <>
      <label className="visually-hidden" htmlFor={place}>
        {label}
      </label>
      <select
        id={place}
        className={`select ${styles["select"]}`}
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : saysId(place)}
        onChange={(event) => onChoose(event.target.value)}
      >
        {children}
      </select>
    </>
  );
}

type SegmentsProps<Value extends string> = {
  place: string;
  label: string;
  value: Value | "";
  options: readonly (readonly [value: Value, word: string])[];
  onChoose(value: Value): void;
};

/** One of a few, all of them shown; none is chosen where `value` is empty. */
export function Segments<Value extends string>({ place, label, value, options, onChoose }: SegmentsProps<Value>) {
  return (
    <div id={place} className="segments" role="radiogroup" aria-label={label}>
      {options.map(([one, word]) => (
        <label key={one}>
          <input type="radio" name={place} value={one} checked={one === value} onChange={() => onChoose(one)} />
          <span>{word}</span>
        </label>
      ))}
    </div>
  );
}

/** A row of its own with a choice, which is called after its name where it says nothing else. */
export function SegmentsField<Value extends string>({
  name,
  label = name,
  hint,
  ...rest
}: Omit<SegmentsProps<Value>, "label"> & { name: string; label?: string; hint?: string }) {
  return (
    <div className="field-row">
      <span className="name">{name}</span>
      <div>
        <Segments label={label} {...rest} />
        {hint === undefined ? null : <p className="second small">{hint}</p>}
      </div>
    </div>
  );
}

/** A numbered part of the form; the number is its key. */
export function Part({
  number,
  id,
  title,
  children,
}: {
  number: number;
  id: string;
  title: string;
  children: ReactNode;
}) {
  return (
    <section className={`section ${styles["part"]}`} aria-labelledby={id}>
      <span className={styles["margin"]} aria-hidden="true">
        {number}
      </span>
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}
