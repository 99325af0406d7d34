import type { SuiteComparison } from './compare-evaluations.ts';
import type { Evaluation, SuiteResult } from './evaluation.ts';
import { formatMeasure, measures } from './measures.ts';

/** A run as text: for each suite its measures, baselines beside them, notes and missed thresholds. */
export function formatEvaluation(evaluation: Evaluation): string {
  return `${writerOf(evaluation)}\n\n${evaluation.suites.map(formatSuite).join('\n')}`;
}

/** So much of a prompt's hash tells it from another of its version, as one has it that is being worked on. */
const HASH = 10;

/** Who wrote the summaries of a run. */
function writerOf({ provider, model, prompt }: Evaluation): string {
  const asked = prompt ? [`${prompt.version} (${prompt.hash.slice(0, HASH)})`] : [];
  return [provider === model ? provider : `${provider}, ${model}`, ...asked].join(', ');
}

function formatSuite({ name, measures: found, articles, baselines, notes, missed }: SuiteResult): string {
  const others = Object.entries(baselines);
  const shown = Object.entries(measures).filter(([measure]) => found[measure] !== undefined);
  const rows = shown.map(([measure, { label }]) => [
    label,
    formatMeasure(measure, found[measure]),
    ...others.map(([, values]) => (values[measure] === undefined ? '' : formatMeasure(measure, values[measure]))),
  ]);
  const head = [
    `${name} (${counted(Object.keys(articles).length, 'article')})`,
    '',
    ...others.map(([baseline]) => baseline),
  ];
  const said = [...notes, ...missed.map((what) => `missed: ${what}`)];
  return `${table([head, ...rows])}${said.map((line) => `  ${line}\n`).join('')}`;
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Two runs as text: who wrote, each measure before and after, then the articles that got worse. */
export function formatComparison(
  comparisons: readonly SuiteComparison[],
  [before, after]: readonly [Evaluation, Evaluation],
): string {
  const head = `before: ${writerOf(before)}\nafter:  ${writerOf(after)}\n\n`;
  const tables = comparisons
    .map(({ name, differences, worse }) => {
      const rows = differences.map(({ name: measure, before, after, verdict }) => [
        measures[measure]?.label ?? measure,
        formatMeasure(measure, before),
        formatMeasure(measure, after),
        before === null || after === null ? '' : signed(formatMeasure(measure, after - before)),
        verdict === 'same' ? '' : verdict,
      ]);
      const list = worse.map((line) => `  ${line}\n`).join('');
      return `${table([[name, 'before', 'after', 'change', ''], ...rows])}${worse.length > 0 ? `worse:\n${list}` : ''}`;
    })
    .join('\n');
  return `${head}${tables}`;
}

function signed(value: string): string {
  return value.startsWith('-') || Number(value) === 0 ? value.replace(/^-(?=0(?:\.0*)?$)/, '') : `+${value}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)));
  return rows.map((row) => `${line(row).join('  ').trimEnd()}\n`).join('');
}
