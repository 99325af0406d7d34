/** One of the providers of `UPSHOT_PROVIDER`, with all that is needed to ask it. */
export type ProviderConfig =
  | { readonly kind: 'openai'; readonly name: string; readonly server: OpenAiServer }
  | { readonly kind: 'mock'; readonly name: string }
  | { readonly kind: 'extractive'; readonly name: string };

export interface OpenAiServer {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly model: string;
  /** How many tokens the model takes at once, where the operator says so of this server. */
  readonly contextTokens: number | undefined;
  /** The variables to set, for messages. */
  readonly variables: Readonly<Record<'apiKey' | 'baseUrl' | 'model' | 'contextTokens', string>>;
}

/** What a context may be said to have, in tokens: with less, no prompt has room for an article. */
export const contextLimits = { min: 2048, max: 100_000_000 } as const;

type Given = (name: string) => string | undefined;

/** The variables of `openai`, and of `openai@backup`, which are its own. */
export function openAiVariables(name: string | undefined): OpenAiServer['variables'] {
  if (name === undefined) {
    return {
      ...{ apiKey: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL' },
      ...{ model: 'UPSHOT_MODEL', contextTokens: 'UPSHOT_CONTEXT_TOKENS' },
    };
  }
  const prefix = `UPSHOT_OPENAI_${name.toUpperCase().replaceAll('-', '_')}`;
  return {
    ...{ apiKey: `${prefix}_API_KEY`, baseUrl: `${prefix}_BASE_URL` },
    ...{ model: `${prefix}_MODEL`, contextTokens: `${prefix}_CONTEXT_TOKENS` },
  };
}

/** Whether a variable belongs to a named provider, listed or not, and whether its value is a secret. */
export function namedVariable(name: string): { readonly secret: boolean } | null {
  const field = /^UPSHOT_OPENAI_[A-Z0-9_]+_(API_KEY|BASE_URL|MODEL|CONTEXT_TOKENS)$/.exec(name)?.[1];
  return field === undefined ? null : { secret: field === 'API_KEY' };
}

/**
 * Reads a comma list of providers in the order of failover: `openai`, `openai@name`, `mock`, `extractive`.
 *
 * @param replayed whether answers are recorded ones, so that no server is asked and no key is needed.
 * @throws {Error} saying what is wrong with the list or with the variables that it points to.
 */
export function readProviders(list: string, given: Given, replayed: boolean): [ProviderConfig, ...ProviderConfig[]] {
  const names = list.split(',').map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`UPSHOT_PROVIDER names ${twice || 'nothing between two commas'} twice`);
  const [first, ...others] = names.map((name) => readProvider(name, given, replayed));
  if (first === undefined) throw new Error('UPSHOT_PROVIDER names no provider');
  const early = names.indexOf('extractive');
  if (early !== -1 && early < names.length - 1) {
    throw new Error('UPSHOT_PROVIDER must name extractive last: it always answers, so nothing after it is ever asked');
  }
  return [first, ...others];
}

function readProvider(name: string, given: Given, replayed: boolean): ProviderConfig {
  if (name === 'mock' || name === 'extractive') return { kind: name, name };
  const own = /^openai(?:@([a-z0-9]+(?:-[a-z0-9]+)*))?$/.exec(name);
  if (own === null) {
    throw new Error(
      `UPSHOT_PROVIDER must be openai, openai@name, extractive or mock, or a comma list of them; ${name || 'nothing'} is none of them`,
    );
  }
  const variables = openAiVariables(own[1]);
  const apiKey = given(variables.apiKey);
  const baseUrl = given(variables.baseUrl);
  if (!apiKey && !baseUrl && !replayed) {
    throw new Error(`UPSHOT_PROVIDER names ${name}, but neither ${variables.apiKey} nor ${variables.baseUrl} is set`);
  }
  if (baseUrl !== undefined && !/^https?:\/\/[^\s/]/.test(baseUrl)) {
    throw new Error(`${variables.baseUrl} must be an http or https address`);
  }
  if (baseUrl !== undefined && /[?#]/.test(baseUrl)) {
    throw new Error(`${variables.baseUrl} must have no query and no fragment: paths are added to its end`);
  }
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new Error(`${variables.apiKey} has a character that no key has, such as a line break or a typographic quote`);
  }
  const model = given(variables.model) ?? given('UPSHOT_MODEL') ?? 'gpt-5-mini';
  return { kind: 'openai', name, server: { apiKey, baseUrl, model, contextTokens: contextTokens(), variables } };

  function contextTokens(): number | undefined {
    const written = given(variables.contextTokens);
    if (written === undefined) return undefined;
    const { min, max } = contextLimits;
    const tokens = /^\d+$/.test(written) ? Number(written) : Number.NaN;
    if (tokens >= min && tokens <= max) return tokens;
    throw new Error(`${variables.contextTokens} must be a whole number from ${min} to ${max}`);
  }
}
