import { defineConfig } from "playwright/test";

/** Journeys in a real browser against the built app. No retries: a race shows. Each file starts a Gantry of its own, and one runs after
 *  the other: two Gantries and two browsers on two cores promise nobody anything. */
const executablePath = process.env["GANTRY_TEST_CHROMIUM"];

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.e2e.ts",
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
