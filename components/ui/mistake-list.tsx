import styles from "./mistake-list.module.css";

type Mistake = { line: number; column: number; sentence: string };
type Props<One extends Mistake> = { mistakes: readonly One[]; onGo(mistake: One): void };

const listed = 6;

/** What is wrong in a text, each mistake a way to its place. */
export function MistakeList<One extends Mistake>({ mistakes, onGo }: Props<One>) {
  const more = mistakes.length - listed;
  return (
    <div className={`mistakes ${styles["list"]}`}>
      <strong>{mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`}</strong>
      <ul>
        {mistakes.slice(0, listed).map((mistake) => (
          <li key={`${mistake.line}:${mistake.column}`}>
            <button type="button" className={styles["mistake"]} onClick={() => onGo(mistake)}>
              {mistake.sentence}
            </button>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="small">{`and ${more} more further down`}</p> : null}
    </div>
  );
}
