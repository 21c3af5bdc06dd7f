/** What every part of the rollout page is about. */
export type RolloutPlace = { pilot: string; timeZone: string; mayAct: boolean };

export type RolloutChoices = {
  systems: readonly { id: string; name: string }[];
  /** Names in the server's configuration. */
  databases: readonly string[];
  /** Names of those in front of the balancer. */
  mirrors: readonly string[];
};
