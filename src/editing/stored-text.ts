import { type StoredMetadata, storedArticle } from '../article/stored-article.ts';
import type { CatalogueEditing } from '../catalogue/editing.ts';
import type { JudgingText } from './evidence-of.ts';

/** The text of an entry, to hold claims against. */
export function storedText(
  { text: fingerprint, ...metadata }: StoredMetadata & { readonly text: string | null },
  editing: Pick<CatalogueEditing, 'textOf'>,
): JudgingText {
  return {
    fingerprint,
    async read() {
      const text = fingerprint === null ? null : await editing.textOf(fingerprint);
      return text === null || fingerprint === null ? null : storedArticle(text, fingerprint, metadata);
    },
  };
}
