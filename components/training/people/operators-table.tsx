"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import type { ListedOperator, OperatorsView } from "#lib/training/core/people-view.ts";
import settings from "../../pilots/settings.module.css";
import { OperatorRow } from "./operator-row.tsx";
import styles from "./people.module.css";

type Props = { pilot: string; view: OperatorsView; shown: readonly ListedOperator[]; mayChange: boolean };
export type OpenOperator = { id: string; what: "change" | "remove" } | null;

/** Up to here all rows are there; beyond, those near the window. */
const mostRows = 200;
const rowPx = 34;
const columns = 7;

export function OperatorsTable(props: Props) {
  const [open, setOpen] = useState<OpenOperator>(null);
  const { shown } = props;
  if (shown.length === 0)
    return <p className={`second ${settings["note"]}`}>Nobody fits. Look for less, or on every shift.</p>;
  return (
    <div className={settings["stack"]}>
      <table className={styles["operators"]} aria-labelledby="operators" aria-rowcount={shown.length + 1}>
        <thead>
          <tr>
            <th scope="col">Badge</th>
            <th scope="col">Operator</th>
            <th scope="col">Shift</th>
            <th scope="col">Roles</th>
            <th scope="col">Language</th>
            <th scope="col">Champion</th>
            <th scope="col">
              <span className="visually-hidden">What you may do</span>
            </th>
          </tr>
        </thead>
        {shown.length > mostRows ? (
          <NearRows {...props} {...{ open }} onOpen={setOpen} />
        ) : (
          <tbody>
            {shown.map((operator, index) => (
              <OperatorRow key={operator.id} {...props} {...{ operator, index, open }} onOpen={setOpen} />
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}

type NearProps = Props & { open: OpenOperator; onOpen(open: OpenOperator): void };

/** One body a row, so that a row is measured with the form below it. */
function NearRows({ shown, ...props }: NearProps) {
  const place = useRef<HTMLTableSectionElement>(null);
  const [topPx, setTopPx] = useState(0);
  const top = place.current?.getBoundingClientRect().top ?? 0;
  useLayoutEffect(() => setTopPx(Math.round(top + window.scrollY)), [top]);
  const list = useWindowVirtualizer({
    count: shown.length,
    estimateSize: () => rowPx,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 12,
    scrollMargin: topPx,
  });
  const near = list.getVirtualItems();
  const [first, last] = [near[0], near.at(-1)];
  // The server knows no window.
  const rows = first === undefined ? shown.slice(0, 60).map((_, index) => ({ index, key: index })) : near;
  const above = first === undefined ? 0 : first.start - topPx;
  const below = last === undefined ? 0 : list.getTotalSize() - (last.end - topPx);
  return (
    <>
      <tbody ref={place} aria-hidden="true">
        <Gap heightPx={above} />
      </tbody>
      {rows.map(({ index, key }) => {
        const operator = shown[index];
        return operator === undefined ? null : (
          <tbody key={key} data-index={index} ref={list.measureElement}>
            <OperatorRow {...props} {...{ operator, index }} />
          </tbody>
        );
      })}
      <tbody aria-hidden="true">
        <Gap heightPx={below} />
      </tbody>
    </>
  );
}

function Gap({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr>
      <td colSpan={columns} style={{ height: heightPx, padding: 0, border: 0 }} />
    </tr>
  );
}
