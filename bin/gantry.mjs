#!/usr/bin/env node
// `gantry …`: see bin/gantry.ts.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { prepare } from "./prepare.mjs";

prepare(path.resolve(path.dirname(fileURLToPath(import.meta.url)), ".."));

const { register } = await import("tsx/esm/api");
register();
await import("./gantry.ts");
