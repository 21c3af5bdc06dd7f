import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const databaseTestRefusals = {
  "database-test-mistakes": { status: 422, sentence: "The test cannot be read: {first}" },
  "database-not-found": {
    status: 422,
    sentence: "There is no database of this name for this pilot. Databases are named in gantry.yaml.",
  },
  "database-production": {
    status: 403,
    sentence: "{name} is production. Statements are never timed there: take a copy of it, or a test system.",
  },
  "database-test-not-found": { status: 404, sentence: "This pilot has no database test of this number." },
  "database-test-already-ended": { status: 409, sentence: "This test has already ended." },
  "practice-database-not-offered": {
    status: 409,
    sentence:
      "There is no practice database here: it comes with the practice pilot of npm start and the PostgreSQL that comes along.",
  },
  "practice-database-in-making": { status: 409, sentence: "The practice database is being made already." },
  "practice-database-in-use": {
    status: 409,
    sentence: "Test {number} reads the practice database just now. Make it anew when the test has ended.",
  },
} satisfies RefusalTable;
