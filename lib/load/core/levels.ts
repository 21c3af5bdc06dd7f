import { closedLevels, levelSeconds, type Profile } from "./profile.ts";
import { count, perSecond } from "./say.ts";

/** A part of a run whose figures are told apart. Seconds from the run's start; `toSecond` is where it ends at the latest. */
export type Level = {
  index: number;
  /** "240/s", "50 users", "10 × 200 requests" */
  name: string;
  fromSecond: number;
  toSecond: number;
  users: number | null;
  perSecond: number | null;
  /** It ends when so many requests were answered, not by time. */
  byCount: boolean;
};

/** The levels of a profile: constant stages of an open one, those of a closed one. One level is the run itself, and none is told apart then. */
export function levelsOf(profile: Profile): Level[] {
  const levels = profile.model === "open" ? openLevels(profile.stages) : usersLevels(profile);
  return levels.length > 1 ? levels.map((level, index) => ({ ...level, index })) : [];
}

function openLevels(stages: Extract<Profile, { model: "open" }>["stages"]): Level[] {
  let at = 0;
  return stages.flatMap(({ from, to, seconds }) => {
    const fromSecond = at;
    at += seconds;
    if (from !== to || from === 0) return [];
    return [
      { index: 0, name: perSecond(from), fromSecond, toSecond: at, users: null, perSecond: from, byCount: false },
    ];
  });
}

function usersLevels(profile: Extract<Profile, { model: "closed" }>): Level[] {
  let at = 0;
  return closedLevels(profile).map((level) => {
    const fromSecond = at;
    at += levelSeconds(level);
    const name =
      "seconds" in level
        ? `${count(level.users)} users`
        : `${count(level.users)} × ${count(level.requestsEach)} requests`;
    const byCount = "requestsEach" in level;
    return { index: 0, name, fromSecond, toSecond: at, users: level.users, perSecond: null, byCount };
  });
}

/** Seconds at a level's beginning that do not count: what the level before has left on its way, and users who are still coming. By a count every
 *  request is one that was asked for. */
export function settleSeconds({ fromSecond, toSecond, index, byCount }: Level): number {
  return index === 0 || byCount ? 0 : Math.min(5, Math.floor((toSecond - fromSecond) / 5));
}
