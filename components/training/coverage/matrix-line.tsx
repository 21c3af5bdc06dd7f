"use client";

import Link from "next/link";
import { memo } from "react";
import type { CoverageLine } from "#lib/training/core/coverage-lines.ts";
import type { Cell, CoverageRow, CoverageView, ShiftCoverage } from "#lib/training/core/coverage-view.ts";
import { Mark } from "../../ui/mark.tsx";
import { StatePlate } from "../../ui/state-plate.tsx";
import styles from "./coverage.module.css";
import { cellMarks, championWords, dayWord, readyWords, shiftWord } from "./say-coverage.ts";

type Props = {
  pilot: string;
  line: CoverageLine;
  places: readonly number[];
  view: CoverageView;
  rowIndex: number;
  onUnfold(shift: string): void;
};

/** Made again only when something in it changed: scrolling makes lines by the dozen. */
export const MatrixLine = memo(function MatrixLine({ pilot, line, places, view, rowIndex, onUnfold }: Props) {
  if (line.kind === "operator")
    return <OperatorLine pilot={pilot} row={line.row} places={places} rowIndex={rowIndex} />;
  if (line.kind === "shift")
    return <ShiftLine shift={line.shift} columns={places.length + 1} timeZone={view.timeZone} rowIndex={rowIndex} />;
  return (
    <tr aria-rowindex={rowIndex}>
      <td />
      <td colSpan={places.length + 1}>
        <button type="button" className="button link" onClick={() => onUnfold(line.shift)}>
          {line.count} more, all signed
          <span className="visually-hidden"> in {shiftWord(line.shift)}</span>
        </button>
      </td>
    </tr>
  );
});

type ShiftProps = { shift: ShiftCoverage; columns: number; timeZone: string; rowIndex: number };

function ShiftLine({ shift, columns, timeZone, rowIndex }: ShiftProps) {
  const { firstTurnAt, countsForLaunch, champions, of, ready } = shift;
  const lacksChampion = countsForLaunch && champions === 0;
  return (
    <tr aria-rowindex={rowIndex} className={styles["shift"]}>
      <td />
      <th scope="rowgroup" colSpan={columns}>
        <span className={styles["shift-words"]}>
          <strong>{shiftWord(shift.shift)}</strong>
          <span>{readyWords(shift)}</span>
          {countsForLaunch && of > 0 ? <StatePlate state={ready === of ? "GO" : "HOLD"} /> : null}
          <span className={lacksChampion ? styles["lacks"] : "second"}>{championWords(champions)}</span>
          {countsForLaunch ? null : (
            <span className="second">
              {firstTurnAt === null ? null : `first shift ${dayWord(firstTurnAt, timeZone)} `}
              <span className={styles["not-launching"]}>
                <Mark name="not-polled" /> NOT IN THIS LAUNCH
              </span>
            </span>
          )}
        </span>
      </th>
    </tr>
  );
}

type OperatorProps = { pilot: string; row: CoverageRow; places: readonly number[]; rowIndex: number };

function OperatorLine({ pilot, row, places, rowIndex }: OperatorProps) {
  return (
    <tr aria-rowindex={rowIndex}>
      <td className="mono second">{row.badge}</td>
      <th scope="row" title={row.name}>
        <span className={styles["name"]}>
          <Link prefetch={false} className={styles["link"]} href={`/${pilot}/training/operators/${row.operatorId}`}>
            {row.name}
          </Link>
          {row.isChampion ? <span className={styles["champion"]}>champion</span> : null}
        </span>
      </th>
      {row.needed === 0 ? (
        <td colSpan={places.length} className="second">
          no module needed
        </td>
      ) : (
        places.map((place) => <CellOf key={place} cell={row.cells[place]} />)
      )}
    </tr>
  );
}

function CellOf({ cell }: { cell: Cell | undefined }) {
  if (cell === undefined || cell.kind === "not-needed")
    return (
      <td className={styles["not-needed"]}>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">not needed</span>
      </td>
    );
  return (
    <td className={styles[cell.kind]} title={cell.says}>
      <span className={styles["cell"]}>
        <Mark name={cellMarks[cell.kind]} />
        <span>
          {cell.kind === "signed" ? <span className="visually-hidden">signed </span> : null}
          {cell.says}
        </span>
      </span>
    </td>
  );
}
