import { type ArticleInput, articleInputSchema } from './article-input.ts';
import { checkArticleInput, invalidArticle } from './check-article-input.ts';

/** What is said of an article that has yet to be fetched; its own address is where it is found in the end. */
const articleAddressSchema = articleInputSchema.omit({ text: true }).required({ url: true });

/** The JSON body of `POST /v1/articles`: an article, or the address of one that Upshot is to fetch. */
export const articleRequestSchema = articleInputSchema
  .partial({ text: true })
  .meta({ id: 'ArticleRequest', anyOf: [{ required: ['text'] }, { required: ['url'] }] });

export type ArticleRequest = { readonly input: ArticleInput } | ArticleAddress;

export interface ArticleAddress {
  readonly url: string;
  /** What is known of it, which wins over what its page says. */
  readonly given: Omit<ArticleInput, 'text'>;
  /** What to take for the article where its page will never be had. */
  readonly instead?: Pick<ArticleInput, 'text' | 'format'>;
}

/**
 * Holds what was sent against the schema: with a `text` it is the article, with a `url` alone it is to be fetched from there.
 *
 * @param whole what all of it is called. Default: the body.
 * @throws {AppError} as checkArticleInput.
 */
export function checkArticleRequest(sent: unknown, whole?: string): ArticleRequest {
  if (!isAddress(sent)) return { input: checkArticleInput(sent, whole) };
  const parsed = articleAddressSchema.safeParse(sent, { reportInput: true });
  if (!parsed.success) throw invalidArticle(parsed.error.issues, whole);
  const { url, ...given } = parsed.data;
  return { url, given };
}

function isAddress(sent: unknown): boolean {
  return typeof sent === 'object' && sent !== null && 'url' in sent && !('text' in sent);
}
