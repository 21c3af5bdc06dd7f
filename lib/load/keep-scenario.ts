import { createHash } from "node:crypto";
import type { FieldMistake } from "../platform/result.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { compileScenario, secretsOf, TemplateFault } from "./core/compile-scenario.ts";
import type { DataRows } from "./core/data-rows.ts";
import type { Scenario } from "./core/scenario.ts";
import { readDataFile } from "./edge/read-data-file.ts";
import { readScenario } from "./input/scenario.ts";
import type { Db } from "./store.ts";
import { type KeptFile, listFiles, newestVersion } from "./store-scenario-versions.ts";

/** A scenario with everything it needs, checked. */
export type WholeScenario = { scenario: Scenario; data: Readonly<Record<string, DataRows>>; files: KeptFile[] };

type Given = { pilotId: string; text: string; files?: readonly { name: string; text: string }[] | undefined };
type Refusals = "scenario-mistakes" | "data-file-missing" | "data-file-mistakes";

/** Reads a text with the data files that it names: those given, else those of the newest version of this scenario. Refuses mistakes by line. */
export async function readWholeScenario(
  db: Db,
  { pilotId, text, files: given = [] }: Given,
): Promise<({ ok: true } & WholeScenario) | Refused<Refusals>> {
  const read = readScenario(text);
  if (!read.ok) return scenarioMistakes(read.mistakes);
  const { scenario } = read;
  const files = await filesOf(db, scenario, { pilotId, given });
  if (!files.ok) return files;
  const data = await dataOf(scenario, files.files);
  if (!data.ok) return data;
  const fault = faultOf(scenario, data.data);
  if (fault !== null) return scenarioMistakes([{ line: 1, column: 1, sentence: fault }]);
  return { ok: true, scenario, data: data.data, files: files.files };
}

type Told = { line: number; column: number; sentence: string };

function scenarioMistakes(mistakes: readonly Told[]): Refused<"scenario-mistakes"> {
  const fields = mistakes.map(({ line, column, sentence }) => ({
    path: "scenarioText",
    message: sentence,
    line,
    column,
  }));
  return refuse("scenario-mistakes", { fields, says: { first: mistakes[0]?.sentence ?? "" } });
}

type Files = { pilotId: string; given: readonly { name: string; text: string }[] };

async function filesOf(
  db: Db,
  { name, data }: Scenario,
  { pilotId, given }: Files,
): Promise<{ ok: true; files: KeptFile[] } | Refused<"data-file-missing">> {
  const needed = [...new Set(data.map(({ file }) => file))];
  if (needed.length === 0) return { ok: true, files: [] };
  const newest = await newestVersion(db, pilotId, name);
  const kept = newest === null ? [] : await listFiles(db, newest.id);
  const all = [...given.map((file) => ({ ...file, sha256: sha256(file.text) })), ...kept];
  const files = needed.flatMap((file) => all.find((one) => one.name === file) ?? []);
  const missing = needed.find((file) => !files.some((one) => one.name === file));
  if (missing === undefined) return { ok: true, files };
  const fields: FieldMistake[] = [{ path: "files", message: `${missing} is missing` }];
  return refuse("data-file-missing", { fields, says: { file: missing } });
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

type Rows = { ok: true; data: Record<string, DataRows> };

async function dataOf({ data }: Scenario, files: readonly KeptFile[]): Promise<Rows | Refused<"data-file-mistakes">> {
  const rows: Record<string, DataRows> = {};
  for (const { name, file } of data) {
    const read = await readDataFile(files.find((one) => one.name === file)?.text ?? "");
    if (!read.ok) return fileMistakes(file, read.mistakes);
    rows[name] = read.rows;
  }
  return { ok: true, data: rows };
}

export function fileMistakes(
  file: string,
  mistakes: readonly { line: number; sentence: string }[],
): Refused<"data-file-mistakes"> {
  const fields = mistakes.map(({ line, sentence }) => ({ path: `files.${file}`, message: sentence, line }));
  const [first] = mistakes;
  return refuse("data-file-mistakes", {
    fields,
    says: { file, line: String(first?.line ?? 1), first: first?.sentence ?? "" },
  });
}

/** What only shows when templates meet the columns of their data; null where everything fits. Whatever the secrets are. */
function faultOf(scenario: Scenario, data: Readonly<Record<string, DataRows>>): string | null {
  const secrets = Object.fromEntries(secretsOf(scenario).map((name) => [name, "x"]));
  try {
    compileScenario(scenario, { seed: 1, uniquePrefix: "x", secrets, now: () => 0, data });
    return null;
  } catch (error) {
    if (error instanceof TemplateFault) return error.message;
    throw error;
  }
}

/** The rows of a stored version's data sets. Throws where they cannot be read any more: files are checked before they are stored. */
export async function readVersionData(
  db: Db,
  scenario: Scenario,
  versionId: string,
): Promise<Record<string, DataRows>> {
  if (scenario.data.length === 0) return {};
  const read = await dataOf(scenario, await listFiles(db, versionId));
  if (!read.ok) throw new Error("the data files of this scenario's version cannot be read any more");
  return read.data;
}
