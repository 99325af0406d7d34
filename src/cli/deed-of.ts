import { doerOf } from '../editing/doer.ts';
import { reasonSchema } from '../editing/edit-request.ts';
import { wrongUsage } from './wrong-usage.ts';

export interface DeedOptions {
  readonly by?: string;
  readonly reason?: string;
}

/** Who does something, and why, as the history keeps it: “somebody” who does not say. */
export function deedOf({ by, reason }: DeedOptions): { readonly by: string; readonly reason: string | null } {
  const parsed = reasonSchema.safeParse(reason);
  if (!parsed.success) throw wrongUsage(parsed.error.issues[0]?.message ?? 'The reason cannot be kept');
  return { by: doerOf(by), reason: parsed.data };
}
