import Link from "next/link";
import type { CellKind } from "#lib/training/core/coverage-view.ts";
import type { OperatorSession, OperatorView } from "#lib/training/core/people-view.ts";
import type { OperatorStanding } from "#lib/training/core/session-state.ts";
import { moment } from "../../access/moment.ts";
import { Section } from "../../pilots/section.tsx";
import settings from "../../pilots/settings.module.css";
import { Mark, type MarkName } from "../../ui/mark.tsx";
import { standingMarks, stateWords } from "../sessions/say-session.ts";

type ModulesProps = { view: OperatorView; timeZone: string };

const cellMarks: Readonly<Record<CellKind, MarkName>> = {
  signed: "go",
  due: "warning",
  expired: "stale",
  "not-attended": "not-polled",
  "not-needed": "inconclusive",
};

const cellWords: Readonly<Record<CellKind, string>> = {
  signed: "signed",
  due: "due",
  expired: "expired",
  "not-attended": "not attended",
  "not-needed": "not needed, signed",
};

/** What their roles need, and how it stands. */
export function OperatorModules({ view: { modules, operator }, timeZone }: ModulesProps) {
  return (
    <Section number={3} id="needs" title="Modules" note="that their roles need">
      {modules.length === 0 ? (
        <p className={`second ${settings["note"]}`}>
          {operator.roles.length === 0
            ? "Without a role, no module is needed."
            : "None of their roles needs a module yet."}
        </p>
      ) : (
        <table aria-labelledby="needs">
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Module</th>
              <th scope="col">Stands</th>
              <th scope="col">Counts until</th>
            </tr>
          </thead>
          <tbody>
            {modules.map(({ id, code, name, cell }) => (
              <tr key={id}>
                <td className="mono">{code}</td>
                <th scope="row" className="row-name">
                  {name}
                </th>
                <td>
                  <Mark name={cellMarks[cell.kind]} /> {cellWords[cell.kind]}
                  {cell.at === null ? null : <span className="second"> {dayOf(cell.at, timeZone)}</span>}
                </td>
                <td>{cell.expiresAt === null ? <NoEnd kind={cell.kind} /> : dayOf(cell.expiresAt, timeZone)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function NoEnd({ kind }: { kind: CellKind }) {
  return <span className="second">{kind === "signed" ? "for ever" : "–"}</span>;
}

function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone }).format(at);
}

const standingWords: Readonly<Record<OperatorStanding, string>> = {
  unsaid: "nothing said yet",
  absent: "absent",
  "left-early": "left early",
  "at-step": "steps are open",
  "needs-help": "needs help, to be repeated",
  ready: "may sign",
  declined: "does not agree",
  "operator-signed": "signed, the trainer not yet",
  signed: "signed by both",
};

type SessionsProps = { pilot: string; view: OperatorView; timeZone: string };

/** Every session they were booked in, newest first. */
export function OperatorSessions({ pilot, view: { sessions, operator }, timeZone }: SessionsProps) {
  return (
    <Section number={4} id="sessions" title="Sessions" note="newest first">
      {sessions.length === 0 ? (
        <p className={`second ${settings["note"]}`}>
          {operator.name} was in no session yet. Book them in one on the{" "}
          <Link href={`/${pilot}/training/sessions`}>sessions page</Link>.
        </p>
      ) : (
        <div className={`scroll-x ${settings["stack"]}`}>
          <table aria-labelledby="sessions">
            <thead>
              <tr>
                <th scope="col">Session</th>
                <th scope="col">When</th>
                <th scope="col">Module</th>
                <th scope="col">Trainer</th>
                <th scope="col">The session is</th>
                <th scope="col">They stand</th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <SessionRow key={session.id} {...{ pilot, session, timeZone }} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

type RowProps = { pilot: string; session: OperatorSession; timeZone: string };

function SessionRow({ pilot, session, timeZone }: RowProps) {
  const { number, name, plannedFrom, module, trainer, state, standing } = session;
  return (
    <tr>
      <th scope="row" className="row-name">
        <Link href={`/${pilot}/training/sessions/${number}`}>{name}</Link>
      </th>
      <td data-label="When">{moment(new Date(plannedFrom).toISOString(), timeZone)}</td>
      <td data-label="Module">
        {module.code} {module.name} <span className="second">version {module.version}</span>
      </td>
      <td data-label="Trainer">{trainer}</td>
      <td data-label="The session is">{stateWords[state]}</td>
      <td data-label="They stand">
        <Mark name={standingMarks[standing]} /> {standingWords[standing]}
      </td>
    </tr>
  );
}
