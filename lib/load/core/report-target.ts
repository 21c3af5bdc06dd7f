import { type Section, section, table } from "./report-blocks.ts";
import { type Figure, figure, whole } from "./report-text.ts";
import { figureText, type TargetFigures } from "./target-figures.ts";

/** One of the target's own figures over the whole run, of every reading; nulls where it could not be read once. */
export type OwnFigure = { label: string; metric: string; mean: Figure; max: Figure; readings: Figure; missed: Figure };

/** Mean and highest of each chosen figure in its own unit, and how often it was read and was not. */
export function ownFigures({ figures }: Pick<TargetFigures, "figures">): OwnFigure[] {
  return figures.map((one) => {
    const { label, metric, mean, max, readings, missed } = one;
    const say = (value: number) => figureText(value, one);
    const counts = { readings: whole(readings), missed: whole(missed) };
    return { label, metric, mean: figure(mean, say), max: figure(max, say), ...counts };
  });
}

/** None where no figure of the target was chosen. */
export function ownFiguresSections(figures: readonly OwnFigure[]): Section[] {
  if (figures.length === 0) return [];
  const rows = figures.map(({ label, metric, mean, max, readings, missed }) => [
    ...[label, metric, mean.text, max.text, readings.text, missed.text],
  ]);
  const columns = "Figure, Read from, #Mean, #Highest, #Readings, #Missed";
  return [section("The target's own figures", "of the whole run", [table(columns, rows)])];
}
