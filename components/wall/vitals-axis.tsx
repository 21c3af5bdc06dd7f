import type { WallTexts } from "./messages/messages.ts";
import styles from "./vitals.module.css";
import { type TimeWindow, ticksIn } from "./vitals-lines.ts";
import { shortTime } from "./wall-times.ts";

type Props = { window: TimeWindow; ticks: number; zone: string; texts: WallTexts };

export function VitalsAxis({ window, ticks, zone, texts: { locale } }: Props) {
  return (
    <div className={styles["axis"]}>
      {ticksIn(window, ticks).map((at, index) => (
        <span key={index} style={{ left: `${(index / (ticks - 1)) * 100}%` }}>
          {shortTime(at, zone, { now: at, locale })}
        </span>
      ))}
    </div>
  );
}
