/** Waits for a condition; `limitMs` is what was promised, or only ends a wait that would never end. Throws what `says` says. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  { limitMs, says }: { limitMs: number; says(): string },
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(says());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
