import { configVariables } from '../config.ts';
import { type GivenVariable, readEnvironment } from '../environment.ts';
import { maskSecret } from '../mask-secret.ts';
import { namedVariable } from '../provider-config.ts';
import type { CliIo } from './cli-io.ts';
import { maskUrl } from './mask-url.ts';

export interface EffectiveVariable {
  readonly name: string;
  /** Secrets are masked; null when it is not set and has no default. */
  readonly value: string | null;
  readonly from: 'environment' | '.env' | 'default';
}

/** Every variable of Upshot, those of named providers as far as they are set, with the value in force, whether or not it can be used, and where it came from. */
export function effectiveVariables({ env, cwd }: Pick<CliIo, 'env' | 'cwd'>): EffectiveVariable[] {
  const given = readEnvironment(env, cwd);
  const own = configVariables.map(({ name, secret, default: fallback }): EffectiveVariable => {
    const found = given.get(name);
    return found ? shown(name, found, secret) : { name, value: fallback ?? null, from: 'default' };
  });
  const named = Array.from(given, ([name, found]) => {
    const variable = namedVariable(name);
    return variable ? [shown(name, found, variable.secret)] : [];
  });
  return [...own, ...named.flat().sort((one, two) => (one.name < two.name ? -1 : 1))];
}

function shown(name: string, { value, from }: GivenVariable, secret: boolean): EffectiveVariable {
  return { name, value: secret ? maskEach(value) : maskUrl(value), from };
}

/** Names that look like Upshot's but are none: most likely misspelt. */
export function unknownVariables({ env, cwd }: Pick<CliIo, 'env' | 'cwd'>): string[] {
  const known: readonly string[] = configVariables.map(({ name }) => name);
  return [...readEnvironment(env, cwd).keys()]
    .filter((name) => name.startsWith('UPSHOT_') && !known.includes(name) && !namedVariable(name))
    .sort();
}

function maskEach(list: string): string {
  return list
    .split(',')
    .map((secret) => maskSecret(secret.trim()))
    .join(', ');
}
