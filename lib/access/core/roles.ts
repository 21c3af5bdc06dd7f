/** The roles of the installation; a person may have several. Duties (deciders, station owners) belong to a pilot and are none. */
export const roleNames = ["viewer", "trainer", "lead", "admin"] as const;
export type RoleName = (typeof roleNames)[number];

/** What each may do here so far, in a few words. */
export const roleMeanings: Readonly<Record<RoleName, string>> = {
  viewer: "reads",
  trainer: "runs training sessions, keeps operators and modules",
  lead: "runs load, triages differences, plans the launch, answers checks, runs training, switches practice faults",
  admin: "names systems and people",
};

export function sameRoles(one: readonly RoleName[], other: readonly RoleName[]): boolean {
  return roleNames.every((role) => one.includes(role) === other.includes(role));
}
