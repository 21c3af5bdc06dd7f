"use client";

import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { Problem } from "../ui/problem.tsx";
import styles from "./settings.module.css";

/** Fields of forms that open in place: label above, what is wrong in a sentence below. */

type FieldProps = {
  id: string;
  label: string;
  value: string;
  wrong?: string | undefined;
  hint?: string | undefined;
  onType(text: string): void;
};

type TextProps = FieldProps & {
  most?: number;
  mono?: boolean;
  size?: "small" | "middle" | "wide";
  type?: "text" | "date" | "time" | "datetime-local";
  list?: string;
  unit?: string;
};

export function TextField(props: TextProps) {
  const { id, label, value, wrong, hint, onType, most = 600, mono = false, size = "middle", type = "text" } = props;
  const { list, unit } = props;
  return (
    <div className={`${styles["field"]} ${styles[size]}`}>
      <label htmlFor={id}>{label}</label>
      <span className={unit === undefined ? undefined : "with-unit"}>
        <input
          id={id}
          className={mono ? "input mono" : "input"}
          type={type}
          autoComplete="off"
          maxLength={most}
          value={value}
          list={list}
          aria-invalid={wrong !== undefined}
          aria-describedby={(wrong ?? hint) === undefined ? undefined : `${id}-says`}
          onChange={(event) => onType(event.target.value)}
        />
        {unit === undefined ? null : <span className="second">{unit}</span>}
      </span>
      <Says id={id} wrong={wrong} hint={hint} />
    </div>
  );
}

type AreaProps = FieldProps & { rows: number };

export function AreaField({ id, label, value, wrong, hint, onType, rows }: AreaProps) {
  return (
    <div className={`${styles["field"]} ${styles["wide"]}`}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="textarea"
        rows={rows}
        spellCheck={false}
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={(wrong ?? hint) === undefined ? undefined : `${id}-says`}
        onChange={(event) => onType(event.target.value)}
      />
      <Says id={id} wrong={wrong} hint={hint} />
    </div>
  );
}

type ChoiceProps = FieldProps & {
  options: readonly (readonly [value: string, word: string])[];
  size?: "small" | "middle";
};

/** Nothing is chosen where `value` is empty. */
export function ChoiceField({ id, label, value, wrong, hint, onType, options, size = "small" }: ChoiceProps) {
  return (
    <div className={`${styles["field"]} ${styles[size]}`}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="select"
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={(wrong ?? hint) === undefined ? undefined : `${id}-says`}
        onChange={(event) => onType(event.target.value)}
      >
        {options.some(([one]) => one === value) ? null : <option value="">choose …</option>}
        {options.map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
      <Says id={id} wrong={wrong} hint={hint} />
    </div>
  );
}

export function Says({ id, wrong, hint }: { id: string; wrong: string | undefined; hint: string | undefined }) {
  if (wrong === undefined && hint === undefined) return null;
  return (
    <span id={`${id}-says`} className={`small ${wrong === undefined ? "second" : "wrong"}`}>
      {wrong ?? hint}
    </span>
  );
}

type FormProps = {
  label: string;
  title?: string;
  note?: string;
  act: string;
  acting: string;
  isPending: boolean;
  error: Error | null;
  /** For what cannot be taken back. */
  isGrave?: boolean;
  onSubmit(): void;
  onCancel?: () => void;
  children: ReactNode;
};

/** A form in its place: Enter sends it, Escape closes it. */
export function PlaceForm(props: FormProps) {
  const { label, title, note, act, acting, isPending, error, isGrave = false, onSubmit, onCancel, children } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) onSubmit();
  };
  const form = useFocus();
  return (
    <form
      ref={form}
      className={styles["form"]}
      aria-label={label}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => (event.key === "Escape" ? onCancel?.() : undefined)}
    >
      {title === undefined ? null : (
        <p className={styles["form-title"]}>
          <strong>{title}</strong>
          {note === undefined ? null : <span className="second small">{note}</span>}
        </p>
      )}
      <div className={styles["fields"]}>{children}</div>
      {error === null ? null : <Problem error={error} />}
      <p className={styles["acts"]}>
        <button type="submit" className={isGrave ? "button act" : "button primary"} disabled={isPending}>
          {isPending ? acting : act}
        </button>
        {onCancel === undefined ? null : (
          <button type="button" className="button link" onClick={onCancel}>
            Cancel
          </button>
        )}
      </p>
    </form>
  );
}

/** Whoever opened the form goes on in its first field, and comes back to where they were when it closes. One that is there when the page
 *  comes takes no focus. */
function useFocus() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const place = form.current;
    const title = place?.closest("section")?.querySelector("h2");
    const opener = document.activeElement;
    if (navigator.userActivation?.isActive) place?.querySelector<HTMLElement>("input, select, textarea")?.focus();
    return () => {
      const back = opener instanceof HTMLButtonElement && opener.isConnected ? opener : title;
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) back?.focus({ preventScroll: true });
      });
    };
  }, []);
  return form;
}
