/** What is asked for each shape of load, and what stands there at first. */

export type ShapeField = { key: string; label: string; unit: string; hint?: string; isList?: true };

const rate = "/s";
const seconds = "s";

/** Shapes without fields of their own are typed as the stages or users they are. */
export const shapeFields: Readonly<Record<string, readonly ShapeField[]>> = {
  ramp: [
    { key: "ramp.from", label: "From", unit: rate },
    { key: "ramp.to", label: "To", unit: rate },
    { key: "ramp.seconds", label: "Climbs in", unit: seconds },
    { key: "ramp.hold", label: "Then stays for", unit: seconds, hint: "0 to end at the top" },
  ],
  steps: [
    { key: "steps.from", label: "From", unit: rate },
    { key: "steps.to", label: "To", unit: rate },
    { key: "steps.by", label: "By", unit: rate },
    { key: "steps.seconds", label: "Each for", unit: seconds },
  ],
  burst: [
    { key: "burst.base", label: "Base", unit: rate },
    { key: "burst.burst", label: "Burst", unit: rate },
    { key: "burst.seconds", label: "A burst lasts", unit: seconds },
    { key: "burst.every", label: "One every", unit: seconds },
    { key: "burst.times", label: "Bursts", unit: "", hint: "how many there are" },
  ],
  spike: [
    { key: "spike.base", label: "Base", unit: rate },
    { key: "spike.before", label: "Before the spike", unit: seconds },
    { key: "spike.spike", label: "Spike", unit: rate },
    { key: "spike.seconds", label: "It lasts", unit: seconds },
    { key: "spike.after", label: "Afterwards", unit: seconds, hint: "at the base again, to recover" },
  ],
  soak: [
    { key: "soak.rate", label: "Rate", unit: rate },
    { key: "soak.hours", label: "For", unit: "h", hint: "2 to 24" },
  ],
  search: [
    { key: "search.from", label: "From", unit: rate },
    { key: "search.by", label: "By", unit: rate },
    { key: "search.to", label: "To", unit: rate },
    { key: "search.seconds", label: "A level lasts", unit: seconds },
  ],
  sweep: [
    { key: "sweep.users", label: "Users", unit: "", hint: "one level after another", isList: true },
    { key: "sweep.seconds", label: "Each for", unit: seconds },
  ],
  batches: [
    { key: "batches.pairs", label: "Users × requests", unit: "", hint: "each user sends so many", isList: true },
    { key: "batches.seconds", label: "Each at most", unit: seconds },
  ],
};

/** Round figures that make the shape plain; each is there to be changed. */
export const firstFigures: Readonly<Record<string, string>> = {
  ...{ "ramp.from": "0", "ramp.to": "50", "ramp.seconds": "60", "ramp.hold": "60" },
  ...{ "steps.from": "10", "steps.to": "50", "steps.by": "10", "steps.seconds": "60" },
  ...{ "burst.base": "10", "burst.burst": "100", "burst.seconds": "10", "burst.every": "60", "burst.times": "3" },
  ...{ "spike.base": "20", "spike.before": "60", "spike.spike": "200", "spike.seconds": "30", "spike.after": "120" },
  ...{ "soak.rate": "20", "soak.hours": "8" },
  ...{ "search.from": "50", "search.by": "50", "search.to": "500", "search.seconds": "60" },
  ...{ "sweep.users": "10, 50, 100, 200", "sweep.seconds": "60" },
  ...{ "batches.pairs": "5×50, 10×200, 20×200", "batches.seconds": "120" },
};
