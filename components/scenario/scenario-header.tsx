"use client";

import Link from "next/link";
import { count } from "#lib/load/core/say.ts";
import type { ScenarioPage } from "#lib/load/core/scenario-view.ts";
import type { DraftState } from "./use-draft.ts";

type Props = { pilot: string; page: ScenarioPage | null; state: DraftState; name: string | null; isOpen: boolean };

/** Which scenario, which version stands here, and the way back to what is saved. */
export function ScenarioHeader({ pilot, page, state, name, isOpen }: Props) {
  const { isChanged, undo, takeBack } = state;
  const newest = page?.versions[0]?.version;
  return (
    <header className="page-header">
      <span className="code" />
      <h1>{page?.name ?? name ?? "New scenario"}</h1>
      <p className="second">
        <Link href={`/${pilot}/scenarios`}>Scenarios</Link>
        {` · ${versionText(page, isChanged)}`}
      </p>
      <span className="end">
        {undo === null ? null : (
          <button type="button" className="button" onClick={undo}>
            Undo
          </button>
        )}
        {isChanged && isOpen ? (
          <button type="button" className="button" onClick={takeBack}>
            {newest === undefined ? "Discard" : `Take back to ${newest}`}
          </button>
        ) : null}
        {page === null ? null : (
          <a className="button" href="#versions">
            Versions
          </a>
        )}
        {page === null || !isOpen ? null : (
          <Link className="button" href={`/${pilot}/runs/new?scenario=${page.id}`}>
            Start a run with it
          </Link>
        )}
      </span>
    </header>
  );
}

function versionText(page: ScenarioPage | null, isChanged: boolean): string {
  const [newest] = page?.versions ?? [];
  if (newest === undefined) return "not saved yet";
  const used = newest.runs.count === 1 ? "1 run" : `${count(newest.runs.count)} runs`;
  if (isChanged) return `version ${newest.version + 1}, not saved; ${newest.version} is used by ${used}`;
  return `version ${newest.version}, used by ${used}`;
}
