import { type ClosedProfile, closedLevels, levelSeconds, type Profile } from "./profile.ts";

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

/** Users come one after another; those who are too many for the next level leave at once. */
function closedCourse(profile: ClosedProfile): Segment[] {
  let [at, there] = [0, 0];
  return closedLevels(profile).flatMap((level): Segment[] => {
    const [start, end] = [at, at + levelSeconds(level)];
    const before = Math.min(there, level.users);
    const rampEnd = Math.min(end, start + (level.users - before) / profile.spawnPerSecond);
    const reached = Math.min(level.users, before + (rampEnd - start) * profile.spawnPerSecond);
    [at, there] = [end, reached];
    return [
      [
        { x: start, y: before },
        { x: rampEnd, y: reached },
      ],
      [
        { x: rampEnd, y: reached },
        { x: end, y: reached },
      ],
    ];
  });
}
