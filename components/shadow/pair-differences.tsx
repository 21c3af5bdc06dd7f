import { count } from "#lib/load/core/say.ts";
import type { ListedGroup, PairView } from "#lib/shadow/core/shadow-view.ts";
import { kindWords } from "./say-shadow.ts";
import styles from "./shadow.module.css";

const mostShown = 12;

/** Every difference of the pair in words, those of the group first. */
export function DifferencesOfPair({ pair: { comparison }, group }: { pair: PairView; group: ListedGroup }) {
  if (comparison === null) return <p className="small second">This pair could not be compared.</p>;
  const { differences, more, ignored } = comparison;
  const isOwn = (one: (typeof differences)[number]) =>
    one.path === group.path && one.kind === group.kind && one.shape === group.shape;
  const sorted = [...differences].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  const left = differences.length - mostShown + more;
  const rules = Object.values(ignored).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <table className={styles["differences"]}>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">Kind</th>
            <th scope="col">Legacy</th>
            <th scope="col">New</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, mostShown).map((one) => (
            <tr key={`${one.at} ${one.kind} ${one.shape}`}>
              <td className={`mono wrap ${isOwn(one) ? "strong" : ""}`}>{one.at}</td>
              <td>{kindWords[one.kind]}</td>
              <td className="mono wrap">{one.legacy ?? "nothing"}</td>
              <td className="mono wrap">{one.candidate ?? "nothing"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 || rules > 0 ? (
        <p className="small second">
          {left > 0 ? `${count(left)} more in this pair. ` : ""}
          {rules > 0 ? `${count(rules)} ignored by rules.` : ""}
        </p>
      ) : null}
    </>
  );
}
