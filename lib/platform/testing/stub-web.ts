import { listenHere } from "./stub-process.ts";

/** Stands in for the web process: listens on Gantry's own port. */
listenHere(process.env["GANTRY_PORT"]);
