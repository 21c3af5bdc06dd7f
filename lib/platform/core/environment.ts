/** What a database or a system is to the people who use it, from the least to the most that can go wrong there. */
export const environments = ["practice", "test", "staging", "production"] as const;
export type Environment = (typeof environments)[number];
