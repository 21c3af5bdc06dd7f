import { type FaultName, faultKind, faultRoutes } from "./faults.ts";
import type { Figures } from "./plant.ts";

/** A fault's figures in a few words, such as "10 times, 5 ms, POST /api/v1/lots only"; nothing for one that takes none. */
export function figuresText(fault: FaultName, figures: Figures): string {
  const said = faultKind(fault).figures.flatMap(({ key, unit }) => {
    const value = figures[key];
    return typeof value === "number" ? [unit === "share" ? share(value) : `${value} ${unit}`] : [];
  });
  const route = Object.entries(faultRoutes).find(([name]) => name === figures["route"])?.[1];
  return [...said, ...(route === undefined ? [] : [`${route} only`])].join(", ");
}

function share(ratio: number): string {
  return `${Number((ratio * 100).toFixed(3))} %`;
}
