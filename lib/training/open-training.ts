/** Locks a pilot that may be changed, to the commit: what is done about its training comes one after the other. */
export { openPilot as openTraining } from "../pilots/read-open-pilot.ts";

export type PilotRefusals = "pilot-not-found" | "pilot-archived";
