import { type ArticleMetadata, metadataOf } from './article-metadata.ts';

/** The little of a DOM that metadata and furniture need; linkedom's nodes have it. */
export interface PageElement {
  readonly localName: string;
  readonly textContent: string | null;
  readonly innerHTML: string;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  closest(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  remove(): void;
  cloneNode(deep: boolean): PageElement;
}

const ARTICLE_TYPE = /(?:Article|Posting|Report|Review)$/;

/**
 * What the head of a page says of the article: JSON-LD of schema.org, Open Graph, `<meta>` names, the canonical link,
 * then the first heading and the title with the site's name cut off.
 */
export function readPageMetadata(page: PageElement): ArticleMetadata {
  const metas = new Map<string, string>();
  for (const meta of page.querySelectorAll('meta')) {
    const name = (meta.getAttribute('property') ?? meta.getAttribute('name') ?? meta.getAttribute('itemprop'))?.trim();
    const content = meta.getAttribute('content')?.trim();
    if (name && content && !metas.has(name.toLowerCase())) metas.set(name.toLowerCase(), content);
  }
  const meta = (...names: string[]) => names.map((name) => metas.get(name)).find((value) => value !== undefined);
  const linked = readLinkedData(page);
  const source = meta('og:site_name', 'application-name') ?? linked.source;
  const author = meta('author', 'article:author', 'dc.creator', 'parsely-author', 'sailthru.author');
  return metadataOf({
    title: linked.title ?? withoutSite(meta('og:title', 'twitter:title', 'dc.title') ?? titleOf(page), source),
    url: attribute(page, 'link[rel~="canonical"]', 'href') ?? meta('og:url') ?? linked.url,
    source,
    author: author && !/^https?:/i.test(author) ? author : (linked.author ?? textOf(page, '[rel~="author"]')),
    publishedAt:
      meta(
        'article:published_time',
        'og:article:published_time',
        'datepublished',
        'date',
        'dc.date',
        'parsely-pub-date',
      ) ??
      linked.publishedAt ??
      attribute(page, 'article time[datetime], time[pubdate]', 'datetime'),
  });
}

function first(page: PageElement, selector: string): PageElement | undefined {
  for (const element of page.querySelectorAll(selector)) return element;
  return undefined;
}

function attribute(page: PageElement, selector: string, name: string): string | undefined {
  return first(page, selector)?.getAttribute(name) ?? undefined;
}

function textOf(page: PageElement, selector: string): string | undefined {
  return first(page, selector)?.textContent?.trim() || undefined;
}

function titleOf(page: PageElement): string | undefined {
  return textOf(page, 'article h1') ?? textOf(page, 'main h1') ?? textOf(page, 'title') ?? textOf(page, 'h1');
}

/** "How we cut costs | Acme Engineering" without its end, when that is the site or a sign parts it from a longer title. */
function withoutSite(title: string | undefined, source: string | undefined): string | undefined {
  if (title === undefined) return undefined;
  const parts = /^(.+\S)\s+[|–—·»-]\s+(\S[^|–—·»]*)$/.exec(title.slice(0, 1000).replace(/\s+/g, ' ').trim());
  const [, head = '', tail = ''] = parts ?? [];
  const isSite = source !== undefined && tail.toLowerCase() === source.toLowerCase();
  const looksLikeSite = / \| [^|]*$/.test(title) && head.split(' ').length > tail.split(' ').length;
  return isSite || looksLikeSite ? head : title;
}

interface LinkedData {
  title?: string | undefined;
  url?: string | undefined;
  source?: string | undefined;
  author?: string | undefined;
  publishedAt?: string | undefined;
}

/** The first article among the page's JSON-LD objects; broken JSON is passed over. */
function readLinkedData(page: PageElement): LinkedData {
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    const article = articlesIn(parseJson(script.textContent ?? '')).find(isArticle);
    if (article === undefined) continue;
    return {
      title: nameOf(article.headline) ?? nameOf(article.name),
      url: nameOf(article.url),
      source: nameOf(article.publisher),
      author: nameOf(article.author),
      publishedAt: nameOf(article.datePublished),
    };
  }
  return {};
}

type JsonObject = Readonly<Record<string, unknown>>;

function articlesIn(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  return Array.isArray(value['@graph']) ? [value, ...value['@graph'].filter(isObject)] : [value];
}

function isArticle(object: JsonObject): boolean {
  const type = object['@type'];
  return (Array.isArray(type) ? type : [type]).some((name) => typeof name === 'string' && ARTICLE_TYPE.test(name));
}

/** A string, the `name` of an object, or several of those joined by commas. */
function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  if (Array.isArray(value)) {
    const names = value.filter((item) => !Array.isArray(item)).map(nameOf);
    return names.filter((name) => name !== undefined).join(', ') || undefined;
  }
  return isObject(value) && typeof value.name === 'string' ? nameOf(value.name) : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
