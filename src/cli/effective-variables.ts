import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { configVariables, maskSecret } from '../config.ts';
import type { CliIo } from './cli-io.ts';

export interface EffectiveVariable {
  readonly name: string;
  /** Secrets are masked; null when it is not set and has no default. */
  readonly value: string | null;
  readonly from: 'environment' | '.env' | 'default';
}

/** Every variable of Upshot with the value in force, whether or not it can be used, and where it came from. */
export function effectiveVariables({ env, cwd }: Pick<CliIo, 'env' | 'cwd'>): EffectiveVariable[] {
  const file = readEnvFile(cwd);
  return configVariables.map(({ name, secret, default: fallback }) => {
    const inEnvironment = env[name]?.trim();
    const given = inEnvironment || file[name]?.trim();
    if (!given) return { name, value: fallback ?? null, from: 'default' };
    const value = secret
      ? given
          .split(',')
          .map((part) => maskSecret(part.trim()))
          .join(', ')
      : withoutPassword(given);
    return { name, value, from: inEnvironment ? 'environment' : '.env' };
  });
}

/** Names that look like Upshot's but are none: most likely misspelt. */
export function unknownVariables({ env, cwd }: Pick<CliIo, 'env' | 'cwd'>): string[] {
  const known: readonly string[] = configVariables.map(({ name }) => name);
  const names = [...Object.keys(env), ...Object.keys(readEnvFile(cwd))];
  return [...new Set(names)].filter((name) => name.startsWith('UPSHOT_') && !known.includes(name)).sort();
}

function readEnvFile(cwd: string): Readonly<Record<string, string | undefined>> {
  const file = join(cwd, '.env');
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}

function withoutPassword(value: string): string {
  return value.replace(/\/\/[^/@\s]+@/, '//****@');
}
