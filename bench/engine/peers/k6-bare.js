// k6's share of the comparison: one GET again and again, whose body nobody reads. Its own figures are printed as JSON at the end.
import http from "k6/http";
import { printed, summaryTrendStats } from "./k6-summary.js";

export const options = {
  vus: Number(__ENV.CONNECTIONS),
  duration: `${__ENV.SECONDS}s`,
  discardResponseBodies: true,
  summaryTrendStats,
};

export default function () {
  http.get(`${__ENV.URL}/`);
}

export const handleSummary = printed;
