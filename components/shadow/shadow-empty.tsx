import styles from "./shadow.module.css";

/** The first time: what belongs here, one action, one example that works as it stands. */
export function NoExchanges({ pilot, origin, now, mayTriage }: Props) {
  return (
    <div className="empty">
      <h2>Nothing compared yet</h2>
      <p>
        Shadow mode asks the legacy and the new system the same, and shows where their answers differ: a parity figure
        with its bound, and a few groups of differences with an owner and a decision each. The people of the site only
        ever see what legacy answers.
      </p>
      <p>
        Whoever mirrors already (Envoy, nginx, the application itself) sends both answers of each request, one line of
        JSON an exchange. An id counts once, however often it is sent.
      </p>
      {mayTriage ? (
        <>
          <p className="second">
            For example, with the cookie file of a signed-in session; the two weights differ, so this makes the first
            group:
          </p>
          <pre className={`mono ${styles["example"]}`}>{example(pilot, origin, now)}</pre>
        </>
      ) : (
        <p className="second">A lead or an admin sends exchanges; ask one of them.</p>
      )}
    </div>
  );
}

type Props = { pilot: string; origin: string; now: string; mayTriage: boolean };

function example(pilot: string, origin: string, now: string): string {
  const answer = (weight: number, latencyMs: number) => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: 17, weight_kg: weight }),
    latencyMs,
  });
  const line = {
    id: "first-1",
    at: now,
    method: "GET",
    target: "/lots/17",
    legacy: answer(12.5, 8),
    candidate: answer(13, 6),
  };
  return [
    "curl -b cookies.txt -H 'content-type: application/x-ndjson' \\",
    `  '${origin}/api/v1/pilots/${pilot}/exchanges?source=by-hand' \\`,
    `  --data-binary '${JSON.stringify(line)}'`,
  ].join("\n");
}
