"use client";

import { textIn } from "#lib/training/core/language.ts";
import type { ModuleLine, RoleNeeds } from "#lib/training/core/people-view.ts";
import { Mark } from "../../ui/mark.tsx";
import styles from "./people.module.css";

type Rows = readonly RoleNeeds[];
type Props = {
  modules: readonly ModuleLine[];
  rows: Rows;
  /** What stands in the record; a tick that differs is tinted. */
  saved: Rows;
  counts: Readonly<Record<string, number>>;
  /** Null: only shown. */
  onRows: ((rows: Rows) => void) | null;
};

export function RequirementsTable({ modules, rows, saved, counts, onRows }: Props) {
  return (
    <div className="scroll-x">
      <table className={styles["requirements"]} aria-labelledby="requirements">
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col">Operators</th>
            {modules.map(({ id, code, version }) => (
              <th key={id} scope="col" title={textIn(version.name, "en")}>
                <span className="strong">{code}</span>
                <span className={styles["module-name"]}>{textIn(version.name, "en")}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RoleRow key={row.role} {...{ row, rows, modules, saved, onRows }} count={counts[row.role] ?? 0} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Omit<Props, "counts"> & { row: RoleNeeds; count: number };

function RoleRow({ row, rows, modules, saved, count, onRows }: RowProps) {
  const before = saved.find(({ role }) => role === row.role)?.modules ?? [];
  const put = (moduleId: string, isTicked: boolean) =>
    onRows?.(rows.map((one) => (one.role === row.role ? withModule(one, moduleId, isTicked) : one)));
  return (
    <tr>
      <th scope="row" className="row-name">
        {row.role}
      </th>
      <td>{count === 0 ? <span className="second">none</span> : count.toLocaleString("en-GB")}</td>
      {modules.map(({ id, code }) => {
        const isTicked = row.modules.includes(id);
        const cell = isTicked === before.includes(id) ? undefined : styles["unsaved"];
        return (
          <td key={id} className={cell}>
            {onRows === null ? (
              <Needed is={isTicked} />
            ) : (
              <label className={styles["cell-tick"]}>
                <input type="checkbox" checked={isTicked} onChange={({ target }) => put(id, target.checked)} />
                <span className="visually-hidden">
                  {row.role} needs {code}
                </span>
              </label>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function withModule({ role, modules }: RoleNeeds, id: string, isTicked: boolean): RoleNeeds {
  return { role, modules: isTicked ? [...modules, id] : modules.filter((one) => one !== id) };
}

function Needed({ is }: { is: boolean }) {
  if (!is)
    return (
      <>
        <span aria-hidden="true" className="second">
          –
        </span>
        <span className="visually-hidden">not needed</span>
      </>
    );
  return (
    <>
      <Mark name="go" /> needed
    </>
  );
}
