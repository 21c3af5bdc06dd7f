"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { CoverageLine } from "#lib/training/core/coverage-lines.ts";
import type { CoverageView } from "#lib/training/core/coverage-view.ts";
import styles from "./coverage.module.css";
import { MatrixLine } from "./matrix-line.tsx";

type Props = {
  pilot: string;
  view: CoverageView;
  lines: readonly CoverageLine[];
  /** Places of the modules that are shown. */
  places: readonly number[];
  onUnfold(shift: string): void;
};

const lineHeight = 34;
/** What the server draws before there is a screen to measure. */
const firstHeight = 620;
const overscan = 8;

/** Operators by modules. Only the lines in sight are there, however many operators the site has. */
export function Matrix({ pilot, view, lines, places, onUnfold }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => lineHeight,
    initialRect: { width: 800, height: firstHeight },
    overscan,
  });
  const shown = rows.getVirtualItems();
  const [before, after] = [shown[0]?.start ?? 0, rows.getTotalSize() - (shown.at(-1)?.end ?? 0)];
  const columns = 2 + places.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by keys.
    <section ref={scroll} className={styles["matrix"]} tabIndex={0} aria-label="Operators and modules, scrolls">
      <table aria-rowcount={lines.length + 1} style={{ minWidth: 228 + places.length * 98 }}>
        <colgroup>
          <col className={styles["badge"]} />
          <col className={styles["who"]} />
          {places.map((place) => (
            <col key={place} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Badge</th>
            <th scope="col">Operator</th>
            {places.map((place) => (
              <th key={place} scope="col" title={view.modules[place]?.name}>
                <strong>{view.modules[place]?.code}</strong>
                <span>{view.modules[place]?.name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={before} columns={columns} />
          {shown.map(({ index, key }) => {
            const line = lines[index];
            return line === undefined ? null : (
              <MatrixLine key={key} rowIndex={index + 2} {...{ pilot, line, places, view, onUnfold }} />
            );
          })}
          <Space height={after} columns={columns} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the lines out of sight. */
function Space({ height, columns }: { height: number; columns: number }) {
  return height <= 0 ? null : (
    <tr className={styles["space"]}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
