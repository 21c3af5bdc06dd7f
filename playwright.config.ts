import { defineConfig } from "playwright/test";

/** Journeys in a real browser against the built app. No retries: a race shows. Each file starts a Gantry of its own. Those that measure,
 *  or promise something in seconds, run alone; the others two at a time. */
const executablePath = process.env["GANTRY_TEST_CHROMIUM"];
const besideEachOther = ["places", "shadow", "shadow-decisions", "twelve", "checklist", "log"];
const beside = new RegExp(`/(${besideEachOther.join("|")})\\.e2e\\.ts$`);

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.e2e.ts",
  projects: [
    { name: "alone", testIgnore: beside },
    { name: "beside", testMatch: beside },
  ],
  outputDir: process.env["GANTRY_TEST_E2E_FOLDER"] ?? ".test/e2e",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: process.env["GANTRY_TEST_E2E_JSON"] ?? ".test/e2e.json" }]],
  use: {
    viewport: { width: 1280, height: 720 },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
