import type { SwitchSource } from "../../platform/switch-config.ts";
import type { Driver } from "../core/driver.ts";
import { commandDriver } from "./command-driver.ts";
import { haproxyDriver } from "./haproxy-driver.ts";

/** The driver of one switch in the server's configuration. Nothing is connected to before it is asked. */
export function openDriver(source: SwitchSource): Driver {
  return source.driver === "haproxy" ? haproxyDriver(source) : commandDriver(source);
}
