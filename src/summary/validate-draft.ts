import type { z } from 'zod';
import type { Issue } from './issue.ts';
import type { Summary, summarySchema } from './summary.ts';

export type Validated =
  | { readonly summary: Summary; readonly issues?: never }
  | { readonly summary?: never; readonly issues: readonly Issue[] };

/**
 * Holds a draft against the schema of a summary. All that is wrong comes back at once, each issue with its place and,
 * where a model needs it to do better, the measured size. `tags`, when not empty, replace those of the draft.
 */
export function validateDraft(
  draft: unknown,
  schema: ReturnType<typeof summarySchema>,
  tags: readonly string[] = [],
): Validated {
  if (typeof draft !== 'object' || draft === null || Array.isArray(draft)) {
    return { issues: [{ code: 'schema', at: '', message: 'the answer must be one JSON object and nothing else' }] };
  }
  const parsed = schema.safeParse(tags.length > 0 ? { ...draft, tags } : draft);
  if (parsed.success) return { summary: parsed.data };
  return { issues: parsed.error.issues.map((issue) => toIssue(issue, draft)) };
}

function toIssue(issue: z.core.$ZodIssue, draft: object): Issue {
  const found = valueAt(draft, issue.path);
  const measured =
    issue.code === 'too_big' || issue.code === 'too_small'
      ? typeof found === 'string'
        ? ` (it has ${found.length})`
        : Array.isArray(found)
          ? ` (there ${found.length === 1 ? 'is' : 'are'} ${found.length})`
          : ''
      : '';
  const message = found === undefined ? `${String(issue.path.at(-1))} is missing` : `${issue.message}${measured}`;
  return { code: 'schema', at: issue.path.map(String).join('/'), message };
}

function valueAt(draft: object, path: readonly PropertyKey[]): unknown {
  let value: unknown = draft;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
