import type { Catalogue, Decision } from '../catalogue/catalogue.ts';
import { withContent } from '../catalogue/editable-content.ts';
import { editableFields } from '../catalogue/editable-fields.ts';
import type { CatalogueEditing, RevisedContent } from '../catalogue/editing.ts';
import type { Entry } from '../catalogue/entry.ts';
import type { TextWorkers } from '../workers/text-workers.ts';
import type { Edit } from './edit-request.ts';
import { edited } from './editor.ts';
import { evidenceOf } from './evidence-of.ts';
import { storedText } from './stored-text.ts';

export interface AcceptanceDeps {
  readonly catalogue: Pick<Catalogue, 'get' | 'locks'>;
  readonly editing: Pick<CatalogueEditing, 'revisions' | 'textOf'>;
  readonly workers: Pick<TextWorkers, 'judge'>;
}

/**
 * What is published when what waits is accepted: with what is locked, of it or of the entry that it revises (see `Catalogue.locks`),
 * and with the reviewer's edits. Undefined: just what waits.
 */
export async function acceptanceOf(
  id: string,
  edits: Omit<Edit, 'reason'> | undefined,
  { catalogue, editing, workers }: AcceptanceDeps,
): Promise<Decision['accepted'] | undefined> {
  const entry = await catalogue.get(id);
  const main = entry?.revises === undefined ? null : await catalogue.get(entry.revises);
  if (entry === null || (edits === undefined && !main?.locked.length && !(main && entry.locked.length)))
    return undefined;
  const current = await stateOf(entry, editing);
  if (current === null) return undefined;
  const old = main && (await stateOf(main, editing));
  const locks = main && (await catalogue.locks({ fingerprint: current.text ?? '', url: entry.url }));
  const fields = locks?.fields ?? {};
  const locked = editableFields.filter((name) => name in fields);
  const content = edited(main ? { ...withContent(current, fields), locked } : current, edits ?? {});
  const known = old ? [current, old] : [current];
  const evidence = await evidenceOf(content.summary, known, storedText(content, editing), workers);
  const { text: _, ...rest } = content;
  return { content: { ...rest, evidence }, seen: entry.version, mainSeen: main?.version ?? null };
}

async function stateOf({ id, version }: Entry, editing: AcceptanceDeps['editing']): Promise<RevisedContent | null> {
  const found = await editing.revisions(id, { from: version, limit: 1 });
  return found?.items[0]?.after ?? null;
}
