// `npm start`: installs what is missing, builds when the build is stale, then becomes the supervisor. Plain Node: it must run before
// anything is installed.
import { refuseOldNode } from "./node-version.mjs";

refuseOldNode();
import("./start-everything.mjs");
