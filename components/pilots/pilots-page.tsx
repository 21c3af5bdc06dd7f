"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { momentText, zoneWord } from "#lib/pilots/core/place-text.ts";
import { KeysHelp } from "../ui/keys-help.tsx";
import { useKeys } from "../ui/use-keys.ts";
import styles from "./settings.module.css";

type Listed = {
  slug: string;
  name: string;
  site: string;
  timeZone: string;
  practice: boolean;
  archivedAt: string | null;
  windowFrom: string | null;
};
type Props = { pilots: readonly Listed[]; mayCreate: boolean };

/** All pilots; the archived ones stand below and can still be read. */
export function PilotsPage({ pilots, mayCreate }: Props) {
  const router = useRouter();
  useKeys(mayCreate ? { n: () => router.push("/pilots/new") } : {});
  const open = pilots.filter(({ archivedAt }) => archivedAt === null);
  const archived = pilots.filter(({ archivedAt }) => archivedAt !== null);
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>Pilots</h1>
        <p className="second">One for each launch on one site</p>
        {mayCreate ? (
          <span className="end">
            <Link className="button primary" href="/pilots/new">
              New pilot <span className="key">n</span>
            </Link>
          </span>
        ) : null}
      </header>
      <div className="sections">
        {open.length === 0 ? <NoPilot mayCreate={mayCreate} /> : <Table label="Pilots that go on" pilots={open} />}
        {archived.length === 0 ? null : (
          <section className="section">
            <h2 id="archived">Archived</h2>
            <Table label="Archived pilots" pilots={archived} />
          </section>
        )}
      </div>
      <KeysHelp keys={mayCreate ? [["n", "new pilot"]] : []} />
    </>
  );
}

function Table({ label, pilots }: { label: string; pilots: readonly Listed[] }) {
  return (
    <div className={`scroll-x ${styles["stack"]}`}>
      <table aria-label={label}>
        <thead>
          <tr>
            {["Name", "Site", "Go-live window", "Address"].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pilots.map((pilot) => (
            <tr key={pilot.slug}>
              <td className={styles["name"]}>
                <Link href={`/${pilot.slug}/launch`}>{pilot.name}</Link>{" "}
                {pilot.practice ? <span className="tag">PRACTICE</span> : null}
              </td>
              <td className="wrap" data-label="Site">
                {pilot.site}
              </td>
              <td data-label="Go-live window">{windowText(pilot)}</td>
              <td className="mono second wrap" data-label="Address">{`/${pilot.slug}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function windowText({ windowFrom, timeZone }: Listed): string {
  if (windowFrom === null) return "not set";
  const ms = Date.parse(windowFrom);
  return `${momentText(ms, timeZone, 0)} ${zoneWord(ms, timeZone)}`;
}

function NoPilot({ mayCreate }: { mayCreate: boolean }) {
  return (
    <div className="empty">
      <h2>No pilot yet</h2>
      <p>A pilot is one launch on one site: its systems, its people and their duties, its runs and its record.</p>
      <p className="second">For example: Warehouse, Plant 2, Europe/Prague, at the address /warehouse-plant-2.</p>
      {mayCreate ? (
        <p>
          <Link className="button primary" href="/pilots/new">
            Make the first pilot
          </Link>
        </p>
      ) : (
        <p className="second">An admin makes pilots; ask one of them.</p>
      )}
      <p className="second">
        The practice pilot comes with the practice plant, which runs with npm start unless GANTRY_SANDBOX is off.
      </p>
    </div>
  );
}
