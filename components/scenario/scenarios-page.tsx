"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { scenarioListQuery } from "#lib/load/browser/scenarios-query.ts";
import type { ScenarioLine } from "#lib/load/core/scenario-view.ts";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";

type Props = { pilot: string; first: readonly ScenarioLine[]; timeZone: string; mayChange: boolean };

/** A pilot's scenarios, each in its newest version. */
export function ScenariosPage({ pilot, first, timeZone, mayChange }: Props) {
  const { data, error } = useQuery({ ...scenarioListQuery(pilot), initialData: { scenarios: [...first] } });
  const { scenarios } = data;
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>Scenarios</h1>
        <p className="second">
          What users do; <Link href={`/${pilot}/runs`}>load runs</Link> send it
        </p>
        {mayChange ? (
          <span className="end">
            <Link className="button primary" href={`/${pilot}/scenarios/new`}>
              New scenario
            </Link>
          </span>
        ) : null}
      </header>
      <div className="sections">
        {error === null ? null : <Problem error={error} />}
        {scenarios.length === 0 ? (
          <NoScenarios pilot={pilot} mayChange={mayChange} />
        ) : (
          <Table {...{ pilot, scenarios, timeZone }} />
        )}
      </div>
    </>
  );
}

function NoScenarios({ pilot, mayChange }: { pilot: string; mayChange: boolean }) {
  return (
    <div className="empty">
      <h2>No scenario yet</h2>
      <p>
        A scenario says what one user does: which requests, in which mix, and what their answers must be. It is written
        once, tried with one user, and sent by as many runs as you like.
      </p>
      <p className="second">For example: log in, register a lot, read its history; ten of one for one of the other.</p>
      {mayChange ? (
        <p>
          <Link className="button primary" href={`/${pilot}/scenarios/new`}>
            Write the first
          </Link>
        </p>
      ) : (
        <p className="second">A lead or an admin writes scenarios; ask one of them.</p>
      )}
    </div>
  );
}

type TableProps = { pilot: string; scenarios: readonly ScenarioLine[]; timeZone: string };

function Table({ pilot, scenarios, timeZone }: TableProps) {
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Version</th>
            <th scope="col">Saved by</th>
            <th scope="col">When</th>
            <th scope="col">Last run</th>
          </tr>
        </thead>
        <tbody>
          {scenarios.map(({ id, name, version, savedBy, savedAt, lastRun }) => (
            <tr key={id}>
              <td className="strong wrap">
                <Link href={`/${pilot}/scenarios/${id}`}>{name}</Link>
              </td>
              <td>{version}</td>
              <td>{savedBy}</td>
              <td className="second">{siteTime(new Date(savedAt), timeZone)}</td>
              <td>
                {lastRun === null ? (
                  <span className="second">none</span>
                ) : (
                  <>
                    <Link href={`/${pilot}/runs/${lastRun.number}`}>{`Run ${lastRun.number}`}</Link>{" "}
                    <span className="second">{siteTime(new Date(lastRun.at), timeZone)}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
