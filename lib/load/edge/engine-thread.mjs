// Worker threads do not inherit a TypeScript loader on Node 20: register it, then run the thread.
import { register } from "tsx/esm/api";

register();
await import("./engine-thread.ts");
