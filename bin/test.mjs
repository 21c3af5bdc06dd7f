// `npm test`: installs what the tests need, runs every check and every test, and closes on one line `N passed, N failed`.
import { refuseOldNode } from "./node-version.mjs";

refuseOldNode();
import("./run-tests.mjs");
