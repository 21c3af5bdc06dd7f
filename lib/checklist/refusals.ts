import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const checklistRefusals = {
  "checklist-not-found": { status: 404, sentence: "This pilot has no such list, or it was removed." },
  "checklist-changed": {
    status: 409,
    sentence: "{by} changed this list while you were typing. Nothing of yours is lost: look at it again and save.",
  },
  "checklists-many": { status: 409, sentence: "A pilot has at most {most} lists. Remove one that is not needed." },
  "items-many": { status: 409, sentence: "A pilot has at most {most} items. Remove some that are not needed." },
  "item-no-probe": { status: 409, sentence: "No probe answers this item, or it is not set up yet." },
  "probe-asked": { status: 409, sentence: "The probe was asked for already: its result comes in a moment." },
  "item-not-found": { status: 404, sentence: "This pilot has no such item, or it was removed." },
  "item-system-missing": {
    status: 422,
    sentence: "The pilot has no such system any more. A probe reaches only systems that the pilot names.",
  },
  "item-moved-on": {
    status: 409,
    sentence: "While you were typing, {what} Nothing of yours is lost: look at it, then answer again.",
  },
  "item-rule-changed": {
    status: 409,
    sentence: "What this item asks was changed while you were typing. Nothing of yours is lost: read it again.",
  },
  "place-not-found": { status: 409, sentence: "The item to put it before is not in that list any more." },
  "pause-point-empty": { status: 409, sentence: "No list belongs to the pause point {point} yet. Add one first." },
  "pause-point-open-already": { status: 409, sentence: "The pause point {point} is open already." },
  "pause-point-not-open": {
    status: 409,
    sentence: "The pause point of this list has not been opened yet. A lead opens it, then it can be answered.",
  },
  "machine-answers": {
    status: 409,
    sentence: "A person does not answer this item: a machine does, or evidence elsewhere in Gantry. It can be waived.",
  },
  "answer-needs-file": { status: 422, sentence: "This item needs a file that shows it. Add one to the answer." },
  "answer-not-found": { status: 404, sentence: "This item has no such answer." },
  "answer-superseded": {
    status: 409,
    sentence: "There is a newer answer by now, and only the newest one counts. Look at it again.",
  },
  "answer-withdrawn": { status: 409, sentence: "This answer was taken back already." },
  "verification-not-needed": { status: 409, sentence: "This item counts without a second person." },
  "nothing-to-verify": {
    status: 409,
    sentence: "There is nothing to confirm: the answer says that it does not hold, or is about an earlier wording.",
  },
  "verified-already": { status: 409, sentence: "This answer was confirmed already." },
  "verifier-needed": {
    status: 403,
    sentence: "Only a verifier of this pilot confirms answers. An admin gives this duty in the settings.",
  },
  "verifier-is-performer": {
    status: 403,
    sentence: "You gave this answer. It counts once another person has confirmed it.",
  },
  "waiver-needs-time": { status: 422, sentence: "The waiver would end before it begins. Choose a time to come." },
  "waiver-too-long": { status: 422, sentence: "A waiver lasts at most 30 days. Choose an earlier end." },
  "waiver-open": {
    status: 409,
    sentence: "A waiver is asked for or in force already. It has to be refused or ended before another one.",
  },
  "waiver-not-found": { status: 404, sentence: "This item has no such waiver." },
  "waiver-over": {
    status: 409,
    sentence: "This waiver is over: it was refused or ended, its time is up, or the item asks something else by now.",
  },
  "waiver-granted-already": { status: 409, sentence: "This waiver was granted already. It can be ended." },
  "waiver-not-granted": { status: 409, sentence: "This waiver was not granted. It can be refused." },
  "waiver-granter-needed": {
    status: 403,
    sentence: "Only a lead, an admin or a decider of this pilot decides about waivers.",
  },
  "waiver-needs-another": {
    status: 403,
    sentence: "You asked for this waiver. It counts once another person has granted it.",
  },
  "evidence-not-found": { status: 404, sentence: "This pilot has no such file." },
  "evidence-type": {
    status: 415,
    sentence: "This is no file that is kept as evidence. PDF, PNG, JPEG, WebP, JSON, CSV and plain UTF-8 text are.",
  },
  "evidence-empty": { status: 422, sentence: "The file is empty." },
  "evidence-full": {
    status: 409,
    sentence: "The pilot keeps at most {most} of files, and {left} are left. Show this one somewhere else and link it.",
  },
  "evidence-altered": {
    status: 409,
    sentence: "This file is not what was stored: its SHA-256 differs. Somebody changed it in the database.",
  },
} satisfies RefusalTable;
