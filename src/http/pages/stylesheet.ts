import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** In the order of the cascade. */
const files = [
  'style-base.css',
  'style-lists.css',
  'style-article.css',
  'style-forms.css',
  'style-review.css',
  'style-status.css',
  'style-docs.css',
  'style-media.css',
];

/** The one style sheet, as it stands in every page: without comments and indentation. */
export const stylesheet = files
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n')
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/\s*\n\s*/g, '\n')
  .trim();

/** Its SHA-256 in base 64, by which the content security policy lets it, and no other style, in. */
export const styleHash = createHash('sha256').update(stylesheet).digest('base64');
