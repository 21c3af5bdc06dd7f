// k6's constant arrival rate, without its first seconds. Its own figures are printed as JSON at the end; its duration counts from sending.
import http from "k6/http";
import { printed, summaryTrendStats } from "./k6-summary.js";

const shared = {
  executor: "constant-arrival-rate",
  rate: Number(__ENV.PER_SECOND),
  timeUnit: "1s",
  preAllocatedVUs: Number(__ENV.USERS),
};
const [warmUp, seconds] = [`${__ENV.WARM_UP}s`, `${__ENV.SECONDS}s`];
const counted = "http_req_duration{scenario:counted}";

export const options = {
  scenarios: {
    "warm-up": { ...shared, duration: warmUp },
    counted: { ...shared, startTime: warmUp, duration: seconds },
  },
  // Only what a threshold asks for is summarised on its own.
  thresholds: { [counted]: ["p(99)>=0"] },
  discardResponseBodies: true,
  summaryTrendStats,
};

export default function () {
  http.get(`${__ENV.URL}/`);
}

export const handleSummary = ({ metrics }) => printed({ metrics: { ...metrics, http_req_duration: metrics[counted] } });
