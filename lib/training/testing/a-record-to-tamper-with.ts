import { testPassword } from "#lib/access/testing/person.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { addModule } from "../add-module.ts";
import { amendAct } from "../amend-act.ts";
import { closeSession } from "../close-session.ts";
import { AddModule, VersionModule } from "../input/people.ts";
import { markSession } from "../mark-session.ts";
import { readToSign } from "../read-to-sign.ts";
import { signAsTrainer } from "../sign-as-trainer.ts";
import { transcribePaper } from "../transcribe-paper.ts";
import { versionModule } from "../version-module.ts";
import { withdrawSignature } from "../withdraw-signature.ts";
import { aMark, anOpenSession, everythingAlone, operatorSigns, type Where } from "./a-session.ts";
import { anOperator, aTrainer, type Training } from "./a-training.ts";

/** `sheet`: id of a stored photo. */
type Place = { pilot: string; pilotId: string; sheet: string };
type Trainer = Awaited<ReturnType<typeof aTrainer>>;

/** A record of some fifty entries, made by the verbs: module versions, and what was said and signed in two sessions. */
export async function aRecordToTamperWith(ctx: Ctx, place: Place): Promise<void> {
  const trainer = await aTrainer(ctx, ["trainer", "lead"]);
  const training = await aTaughtModule(trainer, place);
  for (let count = 0; count < 2; count += 1) await aHeldSession(trainer, { ...training, sheet: place.sheet });
}

const steps = ["Register a lot", "Put a lot on hold"];

async function aTaughtModule(trainer: Ctx, { pilot, pilotId }: Place): Promise<Training> {
  const content = {
    ...{ name: { en: "QC gates", de: "QC-Tore" }, minutes: 120, validForDays: 365 },
    steps: steps.map((en) => ({ shows: { en } })),
    statement: { en: "I took a lot through all gates." },
  };
  const { module } = done(await addModule(trainer, { pilot, ...AddModule.parse({ code: "M3", ...content }) }));
  const next = VersionModule.parse({ ...content, minutes: 90, number: 1, dueForRoles: ["picker"] });
  const { version } = done(await versionModule(trainer, { pilot, moduleId: module.id, ...next }));
  return { pilot, pilotId, moduleId: module.id, version };
}

/** Five operators: signed by both; amended after signing; signature taken back; needs help; signed on paper. */
async function aHeldSession(trainer: Trainer, training: Training & { sheet: string }): Promise<void> {
  const make = (name: string) => anOperator(trainer, training.pilotId, { name });
  const [ayse, zofia, jurgen] = [await make("Ayşe"), await make("Žofia"), await make("Jürgen")];
  const [elod, umit] = [await make("Előd"), await make("Ümit")];
  const where = await anOpenSession(trainer, training, [ayse, zofia, jurgen, elod, umit]);
  for (const operator of [ayse, zofia, elod])
    for (const mark of everythingAlone(training, operator))
      done(await markSession(trainer, { ...where, marks: [mark] }));
  for (const operator of [ayse, zofia]) await operatorSigns(trainer, where, operator);
  const taken = await operatorSigns(trainer, where, elod);
  await trainerSigns(trainer, where);
  // One entry that stands for several rows.
  const marks = everythingAlone(training, umit);
  done(await markSession(trainer, { ...where, marks }));
  const attended = aMark(jurgen, { do: "attended", is: "late", minutes: 9 });
  const note = aMark(jurgen, { do: "noted", text: "again on Monday" });
  done(await markSession(trainer, { ...where, marks: [attended, note] }));
  const to = { do: "attended", is: "late", minutes: 12 } as const;
  done(await amendAct(trainer, { ...where, operatorId: jurgen.id, about: attended.id, to, reason: "the second bus" }));
  done(await withdrawSignature(trainer, { ...where, signature: taken, reason: "the wrong person signed" }));
  const { sessionId } = trainer.person;
  const paper = { operators: [umit.id], signedOn: "2024-01-05", file: training.sheet };
  done(await transcribePaper(trainer, { ...where, ...paper, sessionId, password: testPassword }));
  done(await closeSession(trainer, { ...where, says: "Jürgen again on Monday" }));
}

async function trainerSigns(trainer: Trainer, where: Where): Promise<void> {
  const { sessionId } = trainer.person;
  const { operators } = done(await readToSign(trainer, { ...where, language: "en" }));
  const signs = operators.map(({ operatorId, sha256 }) => ({ operatorId, sha256 }));
  done(await signAsTrainer(trainer, { ...where, sessionId, password: testPassword, language: "en", signs }));
}

function done<Answer extends { ok: boolean }>(answer: Answer): Extract<Answer, { ok: true }> {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer as Extract<Answer, { ok: true }>;
}
