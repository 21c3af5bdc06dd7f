import Link from "next/link";
import type { CoverageView } from "#lib/training/core/coverage-view.ts";

type Missing = { title: string; says: string; path: string; act: string };

/** What has to be there first, in the order in which it is needed; null when there is something to show. */
export function whatIsMissing({ modules, rows }: CoverageView): Missing | null {
  if (modules.length === 0)
    return {
      title: "No module is written yet",
      says: "A module is what an operator has to be able to do in the new system: its steps, each shown alone in a session, and the sentence that the operator signs. Begin with the first.",
      ...{ path: "/modules", act: "Write a module" },
    };
  if (rows.length === 0)
    return {
      title: "No operator is on record yet",
      says: "Operators need no account: they sign with their badge and a PIN of their own. Bring them in as a file with badge, name, shift and roles; what it would change is shown first.",
      ...{ path: "/operators", act: "Import operators" },
    };
  if (rows.every(({ needed }) => needed === 0))
    return {
      title: "No role needs a module yet",
      says: "Say which modules each role of your operators has to be signed in. Until then nobody is ready, and nobody is missing.",
      ...{ path: "/modules", act: "Set what each role needs" },
    };
  return null;
}

export function NothingCovered({ pilot, missing, mayAct }: { pilot: string; missing: Missing; mayAct: boolean }) {
  return (
    <div className="empty">
      <h2>{missing.title}</h2>
      <p>{missing.says}</p>
      {mayAct ? (
        <p>
          <Link className="button primary" href={`/${pilot}/training${missing.path}`}>
            {missing.act}
          </Link>
        </p>
      ) : (
        <p className="second">A trainer, a lead or an admin does this; ask one of them.</p>
      )}
    </div>
  );
}
