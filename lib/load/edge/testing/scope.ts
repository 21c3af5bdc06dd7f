/** Where servers and clients of a test live: a test's context, or a long run's own. */
export type Scope = { after(end: () => void | Promise<void>): void };
