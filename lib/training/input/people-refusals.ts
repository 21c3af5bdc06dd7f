import type { RefusalTable } from "../../platform/core/refusal-table.ts";

/** What is refused about modules, requirements, operators and their import. */
export const peopleRefusals = {
  "module-not-found": { status: 404, sentence: "This pilot has no such module." },
  "module-code-used": {
    status: 409,
    sentence: "{code} is the code of {name}{removed}. A code stays with its module: choose another.",
  },
  "module-changed": {
    status: 409,
    sentence: "{by} has written version {number} meanwhile. Nothing of yours is lost: look at it and save again.",
  },
  "modules-full": { status: 409, sentence: "A pilot has at most {most} modules." },
  "module-same": { status: 409, sentence: "Nothing differs from version {number}: there is no new version to write." },
  "module-in-session": {
    status: 409,
    sentence: "{session} teaches this module and is not over. Close it or call it off first.",
  },
  "step-unknown": {
    status: 422,
    sentence: "A step names one that version {number} does not have. Leave its id out, and it is a new one.",
  },
  "requirements-changed": {
    status: 409,
    sentence: "Somebody else has saved the requirements meanwhile. What you ticked is kept: look at it and save again.",
  },
  "requirement-module-unknown": { status: 422, sentence: "The table names a module that this pilot does not have." },
  "operator-not-found": { status: 404, sentence: "This pilot has no such operator." },
  "operator-removed": { status: 409, sentence: "{name} was removed. The record of them stays and changes no more." },
  "operator-changed": {
    status: 409,
    sentence: "Meanwhile {changes}. What you typed is kept: look at it and save again.",
  },
  "operators-full": { status: 409, sentence: "A pilot has at most {most} operators." },
  "operator-badge-used": { status: 409, sentence: "Badge {badge} belongs to {name}. Two people cannot share one." },
  "operator-shift-unknown": {
    status: 422,
    sentence: "{shift} is no shift of this pilot. It has {shifts}; others are named in the settings.",
  },
  "operator-in-session": {
    status: 409,
    sentence: "{name} is booked in {session}, which is not over. Take them off it, or close it, first.",
  },
  "file-empty": { status: 422, sentence: "The file is empty. Its first line names the columns: badge, name, shift." },
  "file-not-text": {
    status: 422,
    sentence: "This is no CSV file{kind}. Save it as “CSV UTF-8 (comma delimited)” and choose that file.",
  },
  "file-broken": { status: 422, sentence: "Line {line} of the file cannot be read: {what}." },
  "file-columns-missing": {
    status: 422,
    sentence: "The first line of the file has to name the columns badge and name. It has {columns}.",
  },
  "file-columns-twice": { status: 422, sentence: "The file has two columns named {column}. Leave one of them out." },
  "file-rows-many": { status: 422, sentence: "The file has more than {most} rows. Split it." },
  "import-moved": {
    status: 409,
    sentence: "Operators or shifts have changed since this preview, or the file is another one. Nothing was imported.",
  },
  "import-nothing": { status: 422, sentence: "This file changes nothing: there is nothing to import." },
} satisfies RefusalTable;
