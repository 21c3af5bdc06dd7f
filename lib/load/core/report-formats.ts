/** What a run's report is written as. */
export const reportFormats = ["html", "pdf", "markdown", "json", "junit", "csv"] as const;
export type ReportFormat = (typeof reportFormats)[number];
