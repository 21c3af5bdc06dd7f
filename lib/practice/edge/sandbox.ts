/** Whether this process was started with the practice plant beside it (GANTRY_SANDBOX). */
export function sandboxIsOn(env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return env["GANTRY_SANDBOX"] !== "off";
}
