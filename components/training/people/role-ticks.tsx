"use client";

import { useState } from "react";
import { Says } from "../../pilots/fields.tsx";
import styles from "./people.module.css";

type Props = {
  id: string;
  legend: string;
  hint?: string;
  roles: readonly string[];
  chosen: readonly string[];
  wrong: string | undefined;
  onChange(chosen: readonly string[]): void;
};

/** Roles to tick, and a field for one that nobody has yet. */
export function RoleTicks({ id, legend, hint, roles, chosen, wrong, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const all = [...new Set([...roles, ...chosen])].sort((a, b) => a.localeCompare(b, "en"));
  const add = () => {
    const role = typed.trim();
    if (role === "") return;
    onChange([...new Set([...chosen, role])]);
    setTyped("");
  };
  return (
    <fieldset className={styles["roles"]} aria-describedby={`${id}-says`}>
      <legend>{legend}</legend>
      <div className={styles["ticks"]}>
        {all.map((role) => (
          <label key={role} className={styles["tick"]}>
            <input
              type="checkbox"
              checked={chosen.includes(role)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, role] : chosen.filter((one) => one !== role))
              }
            />
            {role}
          </label>
        ))}
        <span className={styles["another"]}>
          <input
            className="input"
            aria-label={`${legend}: another role`}
            placeholder={all.length === 0 ? "such as picker" : "another role"}
            maxLength={60}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || typed.trim() === "") return;
              event.preventDefault();
              add();
            }}
          />
          <button type="button" className="button link" disabled={typed.trim() === ""} onClick={add}>
            Add
          </button>
        </span>
      </div>
      <Says id={id} wrong={wrong} hint={hint} />
    </fieldset>
  );
}
