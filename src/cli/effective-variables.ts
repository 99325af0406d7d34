import { configVariables, maskSecret } from '../config.ts';
import { readEnvironment } from '../environment.ts';
import type { CliIo } from './cli-io.ts';

export interface EffectiveVariable {
  readonly name: string;
  /** Secrets are masked; null when it is not set and has no default. */
  readonly value: string | null;
  readonly from: 'environment' | '.env' | 'default';
}

/** Every variable of Upshot with the value in force, whether or not it can be used, and where it came from. */
export function effectiveVariables({ env, cwd }: Pick<CliIo, 'env' | 'cwd'>): EffectiveVariable[] {
  const given = readEnvironment(env, cwd);
  return configVariables.map(({ name, secret, default: fallback }) => {
    const found = given.get(name);
    if (!found) return { name, value: fallback ?? null, from: 'default' };
    return { name, value: secret ? maskEach(found.value) : withoutPassword(found.value), from: found.from };
  });
}

/** Names that look like Upshot's but are none: most likely misspelt. */
export function unknownVariables({ env, cwd }: Pick<CliIo, 'env' | 'cwd'>): string[] {
  const known: readonly string[] = configVariables.map(({ name }) => name);
  return [...readEnvironment(env, cwd).keys()]
    .filter((name) => name.startsWith('UPSHOT_') && !known.includes(name))
    .sort();
}

function maskEach(list: string): string {
  return list
    .split(',')
    .map((secret) => maskSecret(secret.trim()))
    .join(', ');
}

function withoutPassword(value: string): string {
  return value.replace(/\/\/[^/@\s]+@/, '//****@');
}
