import { articleSummary, hasArticle } from './article-summary.ts';
import { type Content, contentOfText } from './content.ts';
import { isSchema } from './json-schema.ts';
import type { ModelCall } from './model-call.ts';
import { nearMissOf } from './near-miss.ts';
import type { RuleAnswer } from './scenario-schema.ts';
import { schemaInstance } from './schema-instance.ts';

/** Some of the last answers that were derived, since retries and load ask for the same again: by the digest of the call. */
export type DerivedMemory = Map<string, Content>;

const REMEMBERED = 256;

/**
 * A valid answer to what was asked for, or a near miss of it: a summary of the article where one is asked for, of another
 * schema the least value, of JSON an empty object, else a sentence. A near miss of a text that is no JSON is one of a summary.
 *
 * @param digest of the call; the same digest gives the same answer.
 * @param repetition of the call, from 1. The first is not remembered: a load of new articles would fill the memory with
 *   what nobody asks for again.
 */
export function derivedContent(
  answer: RuleAnswer | undefined,
  call: ModelCall,
  { digest, repetition }: { readonly digest: string; readonly repetition: number },
  memory: DerivedMemory,
): Content {
  const nearMiss = answer !== undefined && 'near-miss' in answer ? answer['near-miss'] : null;
  const wantsSummary = answer !== undefined && 'summary' in answer;
  const name = repetition > 1 ? `${digest} ${nearMiss ?? wantsSummary}` : undefined;
  const known = name === undefined ? undefined : memory.get(name);
  if (known !== undefined) return known;

  const value = validValue(call, wantsSummary, nearMiss !== null);
  const content =
    nearMiss !== null
      ? nearMissOf(nearMiss, value, call)
      : contentOfText(typeof value === 'string' ? value : JSON.stringify(value));
  if (name !== undefined) {
    if (memory.size >= REMEMBERED) memory.clear(); // quicker than to find the oldest, and as good on the whole
    memory.set(name, content);
  }
  return content;
}

function validValue({ format, prompt }: ModelCall, wantsSummary: boolean, missing: boolean): unknown {
  const properties = isSchema(format.schema) ? format.schema.properties : undefined;
  const asksForSummary = isSchema(properties) && 'whyItMatters' in properties && 'bullets' in properties;
  if (asksForSummary) return articleSummary(prompt.whole(), tagsOf(properties.tags));
  if (format.type === 'json_schema')
    return wantsSummary ? articleSummary(prompt.whole(), []) : schemaInstance(format.schema);
  if (wantsSummary || missing || (format.type === 'json_object' && hasArticle(prompt.whole())))
    return articleSummary(prompt.whole(), []);
  return format.type === 'json_object' ? {} : 'This is an answer of the scenario.';
}

function tagsOf(schema: unknown): string[] {
  const items = isSchema(schema) ? schema.items : undefined;
  const tags = isSchema(items) ? items.enum : undefined;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}
