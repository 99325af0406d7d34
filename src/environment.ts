import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface GivenVariable {
  /** Trimmed, and never empty: an empty value is no value. */
  readonly value: string;
  readonly from: 'environment' | '.env';
}

/** What is set, by name, in `environment` and in the file `.env` in `cwd`, if there is one. The environment wins. */
export function readEnvironment(environment: Environment, cwd: string): ReadonlyMap<string, GivenVariable> {
  const file = join(cwd, '.env');
  const given = new Map<string, GivenVariable>();
  const take = (values: Environment, from: GivenVariable['from']) => {
    for (const [name, text] of Object.entries(values)) {
      const value = text?.trim();
      if (value) given.set(name, { value, from });
    }
  };
  if (existsSync(file)) take(parseEnv(readFileSync(file, 'utf8')), '.env');
  take(environment, 'environment');
  return given;
}
