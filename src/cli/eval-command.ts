import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../errors.ts';
import { compareEvaluations } from '../evaluation/compare-evaluations.ts';
import { type Evaluation, evaluationSchema, type SuiteResult } from '../evaluation/evaluation.ts';
import { formatComparison, formatEvaluation } from '../evaluation/format-evaluation.ts';
import type { OpenSummariser } from '../evaluation/run-attacks.ts';
import { runSuite } from '../evaluation/run-suite.ts';
import { builtInSuites, loadSuite } from '../evaluation/suite.ts';
import { fileError } from '../input/article-file.ts';
import { readVersion } from '../version.ts';
import { aboutFile } from './about-file.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { interruptedError } from './interrupts.ts';
import { startLiveLine } from './live-line.ts';
import { type Opened, openUpshot } from './open-upshot.ts';
import { wrongUsage } from './wrong-usage.ts';

interface EvalOptions {
  readonly provider?: string;
  readonly prompt?: string;
  readonly compare?: readonly string[];
  readonly json?: true;
  readonly baselines: boolean;
}

export const evalCommand: CliCommand = {
  define(command) {
    command
      .argument('[suite...]', 'suite files (default: those in evals/ of a clone)')
      .option('--provider <name>', 'who writes the summaries (default: as configured)')
      .option('--prompt <folder>', 'prompt to ask a model with, in place of the built-in one')
      .option('--compare <result...>', 'compare two files that --json wrote, before and after')
      .option('--no-baselines', 'leave out the simple methods to compare with')
      .option('--json', 'print the result as JSON, for --compare')
      .addHelpText(
        'after',
        '\nExit code 1 when a threshold of a suite is missed.\n\nExamples:\n  upshot eval --provider extractive\n  upshot eval --json > before.json\n  upshot eval --compare before.json after.json',
      );
  },

  async run(files, options: EvalOptions, context) {
    const { io } = context;
    if (options.compare) {
      const [before, after, ...others] = options.compare;
      if (before === undefined || after === undefined || others.length > 0) {
        throw wrongUsage('--compare takes two result files', 'See `upshot eval --help`.');
      }
      const results = [await readResult(before, io.cwd), await readResult(after, io.cwd)] as const;
      const comparisons = compareEvaluations(...results);
      if (comparisons.length === 0) throw nothingInCommon(before, after);
      io.stdout.write(options.json ? `${JSON.stringify(comparisons)}\n` : formatComparison(comparisons, results));
      return 0;
    }
    const suites = files.length > 0 ? files.map((file) => resolve(io.cwd, file)) : builtInSuites();
    const evaluation = await evaluate(suites, options, context);
    io.stdout.write(options.json ? `${JSON.stringify(evaluation, null, 2)}\n` : formatEvaluation(evaluation));
    return evaluation.suites.some(({ missed }) => missed.length > 0) ? 1 : 0;
  },
};

async function evaluate(suites: readonly string[], options: EvalOptions, context: CliContext): Promise<Evaluation> {
  const { io } = context;
  for (const suite of suites) loadSuite(suite); // before the first is paid for
  const prompt = options.prompt === undefined ? undefined : resolve(io.cwd, options.prompt);
  await using opened = await openApart(context, { UPSHOT_PROVIDER: options.provider }, prompt);
  const { provider, summariser } = opened.upshot;
  if (options.prompt !== undefined && !provider.prompt)
    io.stderr.write(`upshot: ${provider.name} asks no model: --prompt changes nothing. Name one with --provider.\n`);
  const live = startLiveLine(io.stderr);
  const results: SuiteResult[] = [];
  try {
    for (const suite of suites) {
      const onProgress = (done: number, all: number) => live.show(`${done} of ${all} articles`);
      const { preview } = summariser;
      const openScenario = (file: string) => openMock(file, context);
      const given = { preview, openScenario, signal: io.interrupts.stop, withBaselines: options.baselines, onProgress };
      results.push(await runSuite(suite, given));
    }
  } catch (error) {
    if (io.interrupts.stop.aborted) throw interruptedError();
    throw error;
  } finally {
    live.clear();
  }
  const { name, model, prompt: ref } = provider;
  const asked = ref && { version: ref.version, hash: ref.hash };
  return { upshot: readVersion(), provider: name, model, prompt: asked, suites: results };
}

/** The product with a scenario for a model: answers of one scenario are none of another's. */
async function openMock(scenario: string, context: CliContext): Promise<OpenSummariser> {
  const { upshot, ...opened } = await openApart(context, { UPSHOT_PROVIDER: 'mock', UPSHOT_SCENARIO: scenario });
  return { preview: upshot.summariser.preview, ...opened };
}

/**
 * The product in a passing folder of its own: an answer that was bought before would cost nothing and take no time, and
 * what is evaluated has no business in anybody's catalogue.
 */
async function openApart(
  context: CliContext,
  variables: Readonly<Record<string, string | undefined>>,
  promptFolder?: string,
): Promise<Opened> {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'upshot-eval-'));
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const set = { ...variables, DATABASE_URL: `sqlite:${join(folder, 'eval.db')}`, UPSHOT_DATA_DIR: folder };
  const { config, upshot } = opened.use(await openUpshot(context, { set, promptFolder }));
  const closing = opened.move();
  return { config, upshot, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

async function readResult(file: string, cwd: string): Promise<Evaluation> {
  const text = await aboutFile(file, () => readText(resolve(cwd, file)));
  try {
    return evaluationSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError(`${file} is no result of an evaluation`, {
      ...{ code: 'bad-result', status: 422, cause: error },
      hint: 'Write one with: upshot eval --json > result.json',
    });
  }
}

function nothingInCommon(before: string, after: string): AppError {
  return new AppError(`${before} and ${after} have no suite in common`, {
    ...{ code: 'bad-result', status: 422 },
    hint: 'Compare two runs of the same suites.',
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw fileError(error);
  }
}
