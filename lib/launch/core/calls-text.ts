import type { StationCall } from "./readiness-view.ts";

type CalledStation = { name: string; call: StationCall | null };

/** One text for the calls that a decision counts: each station's call that stands. Who signs, signs its hash with that of the evidence. */
export function callsText(stations: readonly CalledStation[]): string {
  const lines = stations.map(({ name, call }) =>
    JSON.stringify([name, call?.stands ? call.id : null, call?.stands ? call.call : null]),
  );
  return lines.sort().join("\n");
}
