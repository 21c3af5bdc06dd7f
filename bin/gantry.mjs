#!/usr/bin/env node
// `gantry …`: see bin/gantry.ts.
import { refuseOldNode } from "./node-version.mjs";

refuseOldNode();
import("./run-command.mjs");
