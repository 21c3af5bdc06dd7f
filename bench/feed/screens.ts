import { fork } from "node:child_process";
import path from "node:path";
import type { FromScreens, ToScreens } from "./screens-process.ts";

/** A process with open feeds, as the benchmark holds it. */
export type Screens = {
  open(to: Omit<Extract<ToScreens, { kind: "open" }>, "kind">): Promise<void>;
  /** What came since the last time. */
  take(): Promise<Extract<FromScreens, { kind: "taken" }>>;
  close(): Promise<void>;
  end(): void;
};

export function startScreens(): Screens {
  const child = fork(path.join(import.meta.dirname, "screens-process.ts"), { execArgv: ["--import", "tsx"] });
  const ask = (message: ToScreens) =>
    new Promise<FromScreens>((resolve, reject) => {
      child.once("message", resolve).once("exit", () => reject(new Error("the process with the feeds ended")));
      child.send(message);
    });
  const asked = async (message: ToScreens) => {
    const answer = await ask(message);
    if (answer.kind === "refused") throw new Error(answer.why);
    return answer;
  };
  return {
    open: async (to) => void (await asked({ kind: "open", ...to })),
    take: async () => {
      const answer = await asked({ kind: "take" });
      if (answer.kind !== "taken") throw new Error(`the process with the feeds answered ${answer.kind}`);
      return answer;
    },
    close: async () => void (await asked({ kind: "close" })),
    end: () => child.disconnect(),
  };
}
