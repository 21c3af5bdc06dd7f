"use client";

import { useState } from "react";
import { type Choosable, fitting, type OperatorFilter } from "./choose-operators.ts";
import styles from "./session.module.css";

type Props = {
  operators: readonly Choosable[];
  shifts: readonly string[];
  roles: readonly string[];
  /** Ids. */
  chosen: readonly string[];
  /** False where no module is chosen yet, so that nobody can be known as signed. */
  knowsSigned: boolean;
  onChoose(ids: readonly string[]): void;
};

const everybody: OperatorFilter = { words: "", shift: "", role: "", isNotSigned: false };

/** Who is expected: found by words, shift, role, or by what is missing. */
export function OperatorPicker({ operators, shifts, roles, chosen, knowsSigned, onChoose }: Props) {
  const [filter, setFilter] = useState(everybody);
  const found = fitting(operators, filter);
  const put = (part: Partial<OperatorFilter>) => setFilter({ ...filter, ...part });
  const toggle = (id: string) => onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const all = () => onChoose([...new Set([...chosen, ...found.map(({ id }) => id)])]);
  const name = (id: string) => operators.find((one) => one.id === id)?.name ?? "an operator who was removed";
  return (
    <div className={styles["narrow"]}>
      <div className={styles["filter"]}>
        <input
          className="input"
          aria-label="Find operators"
          placeholder="name, badge, role"
          autoComplete="off"
          value={filter.words}
          onChange={({ target }) => put({ words: target.value })}
          // Enter in the search shall not send the form around it.
          onKeyDown={(event) => (event.key === "Enter" ? event.preventDefault() : undefined)}
        />
        <Choices
          label="Shift"
          any="any shift"
          options={shifts}
          value={filter.shift}
          onChoose={(shift) => put({ shift })}
        />
        <Choices label="Role" any="any role" options={roles} value={filter.role} onChoose={(role) => put({ role })} />
        {knowsSigned ? (
          <label className={styles["pick"]}>
            <input
              type="checkbox"
              checked={filter.isNotSigned}
              onChange={({ target }) => put({ isNotSigned: target.checked })}
            />
            not signed in this module
          </label>
        ) : null}
      </div>
      <div className={styles["filter"]}>
        <strong>{chosen.length === 0 ? "Nobody chosen" : `${chosen.length} chosen`}</strong>
        <span className="second">
          {found.length} of {operators.length} shown
        </span>
        <button type="button" className="button" disabled={found.length === 0} onClick={all}>
          Choose all shown
        </button>
        <button type="button" className="button" disabled={chosen.length === 0} onClick={() => onChoose([])}>
          Choose nobody
        </button>
      </div>
      {found.length === 0 ? (
        <p className="second">No operator fits.</p>
      ) : (
        <ul className={styles["picks"]}>
          {found.map(({ id, badge, name: text, shift, roles: own, says }) => (
            <li key={id}>
              <label className={styles["pick"]}>
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                <span className="mono second">{badge}</span>
                <span className="wrap">
                  <strong>{text}</strong>{" "}
                  <span className="second small">{[shift, ...own].filter(Boolean).join(", ")}</span>
                </span>
                <span className={`small ${styles["end"]}`}>{says}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      {chosen.length === 0 ? null : <p className="small second wrap">Chosen: {chosen.map(name).join(", ")}</p>}
    </div>
  );
}

type ChoicesProps = {
  label: string;
  any: string;
  options: readonly string[];
  value: string;
  onChoose(value: string): void;
};

function Choices({ label, any, options, value, onChoose }: ChoicesProps) {
  return (
    <select className="select" aria-label={label} value={value} onChange={({ target }) => onChoose(target.value)}>
      <option value="">{any}</option>
      {options.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}
