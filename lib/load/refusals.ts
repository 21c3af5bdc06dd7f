import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const loadRefusals = {
  "scenario-mistakes": { status: 422, sentence: "The scenario cannot be read: {first}" },
  "unknown-step": { status: 422, sentence: "The scenario has no {what}, which a limit asks for." },
  "part-empty": { status: 422, sentence: "{sentence}" },
  "passes-many": { status: 422, sentence: "A smoke run of {steps} steps can go through them at most {most} times." },
  "data-file-missing": { status: 422, sentence: "The scenario takes data from {file}: give that file." },
  "data-file-mistakes": { status: 422, sentence: "{file}, line {line}: {first}" },
  "part-without-limits": { status: 422, sentence: "None of the set's limits is about what this part sends." },
  "search-with-recovery": {
    status: 422,
    sentence:
      "The set asks for {name}. A search for the capacity is judged level by level, and a recovery goes from one level to the next: nothing would judge it.",
  },
  "objective-set-not-found": { status: 404, sentence: "This pilot has no such set of limits." },
  "objective-set-mistakes": { status: 422, sentence: "The limits cannot be read: {first}" },
  "objective-set-changed": {
    status: 409,
    sentence: "{who} has saved {name} since you began. Look at that version, then save yours again.",
  },
  "scenario-not-found": { status: 404, sentence: "This pilot has no such scenario, or the scenario no such version." },
  "scenario-changed": {
    status: 409,
    sentence:
      "{who} has saved version {version} of {name} meanwhile. Yours is kept here: look at what changed, then save it as the next one.",
  },
  "scenario-name-taken": {
    status: 409,
    sentence: "There is a scenario called {name} already, version {version} by {who}. Give this one another name.",
  },
  "try-of-production": {
    status: 422,
    sentence: "{name} is production: a scenario is never tried there. Choose another system.",
  },
  "try-too-long": {
    status: 422,
    sentence: "One pass would send {requests} requests; a try sends at most 200. Try one part of it.",
  },
  "try-secrets-missing": {
    status: 422,
    sentence: "The scenario asks for {names}, which gantry.yaml does not give to {name}. See docs/configuration.md.",
  },
  "try-address": { status: 422, sentence: "{sentence}" },
  "try-under-way": { status: 409, sentence: "Another try of this pilot is under way. It ends within a minute." },
  "try-broke": { status: 422, sentence: "The try broke off. {sentence}" },
  "run-not-found": { status: 404, sentence: "This pilot has no run of this number." },
  "filter-mistake": { status: 422, sentence: "{sentence}" },
  "run-not-ended": { status: 409, sentence: "This run has not ended yet; its report is made from its final figures." },
  "baseline-not-ended": {
    status: 409,
    sentence: "Run {number} has not ended yet: a baseline is a run whose figures are final.",
  },
  "baseline-not-whole": {
    status: 409,
    sentence: "Run {number} did not go to its end; a baseline is a run that was measured to its end.",
  },
  "baseline-not-load": {
    status: 409,
    sentence: "Run {number} is no load run, so there are no figures that others could be held against.",
  },
  "not-the-baseline": { status: 409, sentence: "Run {number} is not the baseline; there is nothing to take back." },
  "comparison-not-ended": {
    status: 409,
    sentence: "Run {number} has not ended yet; runs are compared by their final figures.",
  },
  "comparison-no-seconds": {
    status: 409,
    sentence: "Run {number} has no second that counts, so there is nothing to compare.",
  },
  "comparison-run-missing": { status: 404, sentence: "This pilot has no run {number}." },
  "comparison-no-baseline": {
    status: 409,
    sentence:
      "There is no baseline for the scenario, load and environment of run {number}; name a second run to compare it with.",
  },
  "comparison-own-baseline": {
    status: 409,
    sentence: "Run {number} is the baseline itself; name a second run to compare it with.",
  },
  "capacity-table-not-found": { status: 404, sentence: "This pilot has no such capacity table." },
  "capacity-table-doubled": { status: 409, sentence: "There is a capacity table called {name} already." },
  "capacity-tables-many": {
    status: 409,
    sentence: "There are {most} capacity tables, which is the most. Remove one that nobody needs any more first.",
  },
  "capacity-rows-many": {
    status: 409,
    sentence: "The table {name} has {most} rows, which is the most. Remove one, or begin another table.",
  },
  "capacity-row-not-found": { status: 404, sentence: "The capacity table has no such row." },
  "capacity-run-not-ended": {
    status: 409,
    sentence: "Run {number} has not ended yet; a row is read from final figures.",
  },
  "capacity-run-not-load": {
    status: 409,
    sentence: "Run {number} is no load run, so it has no throughput that could stand in the table.",
  },
  "capacity-run-doubled": { status: 409, sentence: "Run {number} is in the table {name} already." },
  "run-already-ended": { status: 409, sentence: "This run has already ended." },
  "production-locked": {
    status: 403,
    sentence: "{name} is production. An admin has to unlock it for this run first, with a reason.",
  },
  "production-name-differs": {
    status: 422,
    sentence: "This run goes to production: type the system's name, {name}, to start it.",
  },
} satisfies RefusalTable;
