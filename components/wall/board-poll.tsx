import type { WallStation } from "#lib/displays/core/wall-view.ts";
import type { BoardProps } from "./board.ts";
import { FitText } from "./fit-text.tsx";
import { Band } from "./poll-band.tsx";
import styles from "./wall.module.css";
import { markOf, toneOf, WallMark } from "./wall-mark.tsx";
import { ageText, shortTime } from "./wall-times.ts";

/** What a row has room for, by how many there are. Sizes in the wall's units; the smallest is 3.1 % of the height. */
type Room = { columns: 1 | 2; name: number; state: number; rest: number };

const rooms: readonly (Room & { upTo: number })[] = [
  { upTo: 6, columns: 1, name: 56, state: 52, rest: 46 },
  { upTo: 8, columns: 1, name: 48, state: 46, rest: 40 },
  { upTo: 12, columns: 1, name: 34, state: 34, rest: 34 },
  { upTo: 20, columns: 2, name: 38, state: 38, rest: 0 },
];
/** A name of more letters needs a wider column. */
const manyLetters = 14;
const mostCrowded = { columns: 2, name: 34, state: 34, rest: 0 } as const;

/** A. The decision, what keeps it, and every station in its own place. */
export function BoardPoll(props: BoardProps) {
  const { stations } = props.view.poll;
  const room = rooms.find(({ upTo }) => stations.length <= upTo) ?? mostCrowded;
  const isLong = stations.some(({ name }) => name.length > manyLetters);
  const look = room.columns === 2 ? "two" : isLong ? "long-names" : "short-names";
  const rowCount = Math.ceil(stations.length / room.columns);
  return (
    <div className={styles["board"]}>
      <Band {...props} />
      <ul
        className={[styles["rows"], styles[look]].join(" ")}
        style={{ gridTemplateRows: `repeat(${Math.max(1, rowCount)}, minmax(0, 1fr))` }}
      >
        {stations.map((station) => (
          <Row key={station.name} {...props} station={station} room={room} />
        ))}
      </ul>
    </div>
  );
}

type RowProps = BoardProps & { station: WallStation; room: Room };

function Row(props: RowProps) {
  const { station, room, stale } = props;
  return (
    <li className={styles["row"]}>
      <span className={styles["name"]} data-name>
        <FitText size={room.name} lines={rowLines(room)}>
          {station.name}
        </FitText>
      </span>
      <State {...props} />
      {room.rest === 0 ? null : (
        <span className={styles["why"]}>
          <FitText size={room.rest} lines={rowLines(room)}>
            {reasonOf(props)}
          </FitText>
        </span>
      )}
      {room.rest === 0 || stale ? null : <Age {...props} />}
    </li>
  );
}

/** Two lines of 33 units need a row of more than 66. */
const rowLines = ({ name }: Room): 1 | 2 => (name >= 48 ? 2 : 1);

function State({ station: { state }, room, stale, texts }: RowProps) {
  const tone = stale ? "last" : toneOf[state];
  const word = stale ? texts.was(texts.states[state]) : texts.states[state];
  return (
    <span className={styles["state"]} data-state>
      <span className={[styles["plate"], styles[tone]].join(" ")}>
        <WallMark name={stale ? "stale" : markOf[state]} size={room.state * 0.9} />
        <FitText size={room.state}>{word}</FitText>
      </span>
    </span>
  );
}

/** Of a station that is GO, who said so; of any other, why it is not. */
function reasonOf({ station, view, now, texts }: RowProps): string {
  const { state, called, owners, sentence } = station;
  const time = (at: number) => shortTime(at, view.pilot.timeZone, { now, locale: texts.locale });
  if (called !== null && !called.stands) return `${texts.poll.voided(called.by, time(called.at))}. ${sentence}`;
  if (state === "GO" && called !== null) return `${called.by} ${time(called.at)}`;
  if (state !== "NOT POLLED") return sentence;
  const names = owners.length === 0 ? texts.poll.noOwner : owners.join(", ");
  const poll = view.poll.poll;
  return poll?.isOpen === true ? texts.poll.asked(names, time(poll.openedAt)) : names;
}

/** With the keeper silent nobody looks at what probes find: no evidence is known to hold now. */
function Age({ station: { evidenceAt }, view, now, texts }: RowProps) {
  if (evidenceAt === null) return null;
  const says = texts.poll.age(ageText(now - evidenceAt, texts));
  if (!view.keeperSilent) return <span className={styles["age"]}>{says}</span>;
  return (
    <span className={`${styles["age"]} ${styles["silent"]}`} data-age="silent">
      <WallMark name="stale" size={34} /> {says}
    </span>
  );
}
