import type { Environment } from "./environment.ts";

/** A database on which statements may be timed, as everybody may know it: by its name in gantry.yaml, never by its address. */
export type ToldDatabase = { name: string; environment: Environment };
