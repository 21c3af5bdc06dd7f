/** Waiting, always with an end. */

export type Waiting = {
  ms: number;
  /** Gives up at once when this no longer holds. */
  whileTrue(): boolean;
  /** What is said when it was in vain. */
  sentence(): string;
};

const lookEveryMs = 50;

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves once `holds`; rejects with the sentence after `ms`, or once `whileTrue` does not hold. */
export async function until(holds: () => boolean | Promise<boolean>, waiting: Waiting): Promise<void> {
  const deadline = performance.now() + waiting.ms;
  while (!(await holds())) {
    if (!waiting.whileTrue() || performance.now() > deadline) throw new Error(waiting.sentence());
    await pause(lookEveryMs);
  }
}
