import { type Config, loadConfig } from '../config.ts';
import { asAppError } from '../errors.ts';
import { isLoopback } from '../http/loopback.ts';
import { loadPrompt } from '../prompt/load-prompt.ts';
import { loadPrices, type Prices, priceFileOf } from '../provider/prices.ts';
import { requirePrices } from '../provider/require-prices.ts';
import { namedVariable } from '../provider-config.ts';
import { createReplayFetch } from '../recording/replay-fetch.ts';
import { loadScenario } from '../scenario/scenario.ts';
import { loadVocabulary } from '../tags/vocabulary.ts';
import { readVersion } from '../version.ts';
import type { CliContext } from './cli-command.ts';
import { type DiagnosedDatabase, diagnoseDatabase } from './diagnose-database.ts';
import { type DiagnosedProvider, diagnoseProvider } from './diagnose-provider.ts';
import { displayPath } from './display-path.ts';
import { type EffectiveVariable, effectiveVariables, unknownVariables } from './effective-variables.ts';
import { modelAdvice } from './model-advice.ts';
import { pingModel } from './ping-model.ts';

export interface Finding {
  readonly what: string;
  /** How to mend it. */
  readonly hint: string;
}

/** The setup in force, whatever state it is in. What could not be found out is null. */
export interface Diagnosis {
  /** Whether `problems` is empty. */
  readonly ok: boolean;
  readonly version: string;
  readonly node: string;
  /** In the order of failover; null when the configuration cannot be read. */
  readonly providers: readonly DiagnosedProvider[] | null;
  readonly database: DiagnosedDatabase | null;
  /** What calls cost since midnight UTC, in US dollars, and what they may cost a day; null where nothing limits it. */
  readonly today: { readonly costUsd: number; readonly maxCostUsd: number | null } | null;
  readonly tags: number | null;
  readonly variables: readonly EffectiveVariable[];
  /** What keeps Upshot from working. */
  readonly problems: readonly Finding[];
  /** What is worth knowing, though it keeps nothing from working. */
  readonly notes: readonly Finding[];
}

/** Looks at everything a command would need. Asks the model's server only when `ping` is set. Never throws. */
export async function diagnose(context: CliContext, ping: boolean): Promise<Diagnosis> {
  const { io } = context;
  const problems: Finding[] = [];
  const notes: Finding[] = [];

  /** What `look` finds, or null with its error among the problems. */
  async function attempt<T>(look: () => T | Promise<T>): Promise<T | null> {
    try {
      return await look();
    } catch (error) {
      const { message, hint, cause } = asAppError(error);
      const detail = cause instanceof Error ? ` (${cause.message})` : '';
      problems.push({ what: `${message}${detail}`, hint: hint ?? 'Mend it and run `upshot doctor` again.' });
      return null;
    }
  }

  for (const name of unknownVariables(io)) {
    notes.push({ what: `${name} is set, but Upshot knows no such variable`, hint: 'Look for a misspelling.' });
  }
  const variables = await attempt(() => effectiveVariables(io));
  const config = await attempt(() => loadConfig(io.env, io.cwd));
  const tags = config && (await attempt(() => loadVocabulary(config.vocabularyFile).tags.length));
  const prices = config && (await attempt(() => loadPrices(config.pricesFile)));
  const priced = prices && (await attempt(() => checkPrices(config, prices)));
  const canOpen = config && (prices === null || priced !== null);
  const kept = canOpen ? await attempt(() => diagnoseDatabase(config, context)) : null;

  if (config && !isLoopback(config.host) && config.apiKeys.length === 0) {
    problems.push({
      what: `HOST is ${config.host}, which others can reach, and UPSHOT_API_KEYS is not set: \`upshot serve\` will refuse`,
      hint: 'Set UPSHOT_API_KEYS to one or more long random keys, or HOST to 127.0.0.1.',
    });
  }
  if (config?.providers[0].kind === 'extractive') notes.push({ what: 'No model is asked', hint: modelAdvice(config) });
  const mocked = config?.providers.some(({ kind }) => kind === 'mock');
  const scenarioFile = mocked ? config?.scenarioFile : undefined;
  if (scenarioFile !== undefined) await attempt(() => loadScenario(scenarioFile));

  if (config && variables) notes.push(...unreadVariables(variables, config));

  const replayFolder = config?.replayFolder;
  if (replayFolder !== undefined) {
    await attempt(() => createReplayFetch({ folder: replayFolder, promptHash: loadPrompt().ref.hash }));
    notes.push({
      what: `Models are not asked: recorded answers are replayed from ${displayPath(replayFolder, io.cwd)}`,
      hint: 'Unset UPSHOT_REPLAY to ask them.',
    });
  }

  const providers: DiagnosedProvider[] = [];
  for (const provider of config?.providers ?? []) {
    const diagnosed = diagnoseProvider(provider, prices);
    if (provider.kind === 'openai' && prices && diagnosed.price === null) {
      notes.push({
        what: `The price of ${provider.server.model} is not known: entries will have no cost`,
        hint: `If you pay for it, set UPSHOT_PRICES to a file with its price: ${priceFileOf(provider.server.model)}.`,
      });
    }
    const asked = ping && provider.kind === 'openai' && replayFolder === undefined;
    providers.push({ ...diagnosed, ping: asked ? await attempt(() => pingModel(provider.server, io)) : null });
  }

  return {
    ok: problems.length === 0,
    version: readVersion(),
    node: io.nodeVersion,
    providers: config && providers,
    database: kept?.database ?? null,
    today: kept && { costUsd: kept.costUsd, maxCostUsd: config?.dailyMaxCostUsd ?? null },
    tags,
    variables: variables ?? [],
    problems,
    notes,
  };
}

/** Variables of named providers of which none is asked. */
function unreadVariables(variables: readonly EffectiveVariable[], { providers }: Config): Finding[] {
  const read = providers.flatMap((one) => (one.kind === 'openai' ? Object.values(one.server.variables) : []));
  const unread = variables.filter(({ name }) => !read.includes(name) && namedVariable(name));
  return unread.map(({ name }) => ({
    what: `${name} is set, but UPSHOT_PROVIDER names no provider that reads it`,
    hint: 'Add openai@name to UPSHOT_PROVIDER, or unset it.',
  }));
}

/** Whether a limit on what calls cost can be kept to. */
function checkPrices({ dailyMaxCostUsd, providers }: Config, prices: Prices): true {
  if (dailyMaxCostUsd !== undefined) requirePrices(providers, prices, 'UPSHOT_MAX_COST_USD');
  return true;
}
