import { visitorPageCtx } from "#lib/access/page-ctx.ts";
import { readStartFindings } from "#lib/access/read-start-findings.ts";
import styles from "../door.module.css";

/** What this start has found; shown only to who holds the link. */
export async function Findings({ minutesLeft }: { minutesLeft: number }) {
  const found = await readStartFindings(visitorPageCtx(), process.env["GANTRY_DATA"]);
  const { dataFolder } = found;
  return (
    <section className={styles["section"]} aria-labelledby="found">
      <h2 id="found">What this start has found</h2>
      <dl>
        <Row name="PostgreSQL" value={`${found.postgresVersion}, answers`} />
        <Row
          name="Event log"
          value={
            found.logGuarded
              ? "Gantry’s own login cannot change it"
              : "guarded by triggers and hashes only: this login may not create roles"
          }
        />
        {dataFolder === null ? null : (
          <Row
            name="Data folder"
            value={`${dataFolder.path}, ${sizeText(dataFolder.freeBytes)} free, ${
              dataFolder.onlyThisUser ? "only this user may read it" : "other users may read it"
            }`}
          />
        )}
        <Row name="Set-up link" value={`used once, holds for ${minutesLeft} more min`} />
      </dl>
    </section>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles["row"]}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function sizeText(bytes: number): string {
  const gigabytes = bytes / 1e9;
  return gigabytes >= 10 ? `${Math.round(gigabytes)} GB` : `${gigabytes.toFixed(1)} GB`;
}
