import type { Switching } from "#lib/practice/core/happened.ts";
import settings from "../pilots/settings.module.css";
import { siteTime } from "../ui/site-time.ts";

type Props = { happened: readonly Switching[]; timeZone: string };

/** Who switched what, the newest first. */
export function Happened({ happened, timeZone }: Props) {
  if (happened.length === 0) return <p className={`second ${settings["note"]}`}>Nobody has switched a fault yet.</p>;
  return (
    <ul className={settings["lines"]}>
      {happened.map(({ at, who, sentence }) => (
        <li key={`${at} ${sentence}`}>
          <span className="second">
            {siteTime(new Date(at), timeZone)}, {who}:
          </span>{" "}
          {sentence}
        </li>
      ))}
    </ul>
  );
}
