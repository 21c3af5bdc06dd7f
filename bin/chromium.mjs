import { existsSync } from "node:fs";
import { install } from "./debian-programs.mjs";
import { runProgram } from "./run-program.mjs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser that the journeys use: the one that is named, one that is there, or Debian's, installed where that can be done.
 *  `refused` is null, or a sentence with the package that is missing. */
export async function chromium() {
  const named = process.env.GANTRY_TEST_CHROMIUM;
  if (named !== undefined)
    return existsSync(named) ? there(named) : { refused: `GANTRY_TEST_CHROMIUM names ${named}, which is not there.` };
  const found = inPlaces() ?? (await playwrightsOwn());
  if (found) return there(found);
  const said = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") ? await install(["chromium"]) : "";
  const now = inPlaces();
  if (now) return there(now);
  const sentence =
    "The tests need a browser. Install the package `chromium`, or set GANTRY_TEST_CHROMIUM to a Chromium's path.";
  return { refused: `${said}${sentence}` };
}

const there = (path) => ({ path, refused: null });
const inPlaces = () => places.find((one) => existsSync(one));

async function playwrightsOwn() {
  const ask = "import { chromium } from 'playwright'; console.log(chromium.executablePath())";
  const args = ["--input-type=module", "-e", ask];
  const { output } = await runProgram(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  const own = output.trim();
  return own !== "" && existsSync(own) ? own : undefined;
}
