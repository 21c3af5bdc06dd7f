import type { Profile } from "./profile.ts";

type End = { x: number; y: number };
type Segment = [End, End];

/** The plan as straight pieces over time: requests a second, or users. */
export function plannedCourse(profile: Profile): Segment[] {
  if (profile.model === "closed") return closedCourse(profile);
  let from = 0;
  return profile.stages.map((stage) => {
    const start = from;
    from += stage.seconds;
    return [
      { x: start, y: stage.from },
      { x: from, y: stage.to },
    ];
  });
}

function closedCourse({
  users,
  spawnPerSecond,
  durationSeconds,
}: {
  users: number;
  spawnPerSecond: number;
  durationSeconds: number;
}): Segment[] {
  const rampEnd = Math.min(durationSeconds, users / spawnPerSecond);
  const reached = Math.min(users, rampEnd * spawnPerSecond);
  return [
    [
      { x: 0, y: 0 },
      { x: rampEnd, y: reached },
    ],
    [
      { x: rampEnd, y: reached },
      { x: durationSeconds, y: reached },
    ],
  ];
}
