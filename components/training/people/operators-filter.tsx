"use client";

import type { OperatorsView } from "#lib/training/core/people-view.ts";
import styles from "./people.module.css";
import { noShift, type OperatorsFiltered } from "./which-operators.ts";

type Props = { view: OperatorsView; filter: OperatorsFiltered; onFilter(filter: OperatorsFiltered): void };

export function OperatorsFilter({ view: { operators, shifts, roles }, filter, onFilter }: Props) {
  const worked = operators.map(({ shift }) => shift).filter((shift) => shift !== "");
  const all = [...new Set([...shifts, ...worked])];
  const put = (part: Partial<OperatorsFiltered>) => onFilter({ ...filter, ...part });
  return (
    <search className={styles["filter"]}>
      <input
        type="search"
        className="input"
        aria-label="Name or badge"
        placeholder="Name or badge"
        value={filter.text}
        onChange={({ target }) => put({ text: target.value })}
      />
      <select
        className="select"
        aria-label="Shift"
        value={filter.shift}
        onChange={({ target }) => put({ shift: target.value })}
      >
        <option value="">every shift</option>
        {all.map((shift) => (
          <option key={shift} value={shift}>
            {shift}
          </option>
        ))}
        <option value={noShift}>no shift</option>
      </select>
      <select
        className="select"
        aria-label="Role"
        value={filter.role}
        onChange={({ target }) => put({ role: target.value })}
      >
        <option value="">every role</option>
        {roles.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </select>
      <label className={styles["tick"]}>
        <input
          type="checkbox"
          checked={filter.only === "champions"}
          onChange={({ target }) => put({ only: target.checked ? "champions" : "all" })}
        />
        champions only
      </label>
    </search>
  );
}
