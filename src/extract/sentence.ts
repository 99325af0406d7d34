import type { Article, BlockKind, Range } from '../article/article.ts';
import { isCaption } from '../article/caption.ts';
import { splitSentences } from '../article/sentences.ts';
import { wordsOf } from '../article/words.ts';
import { type Figure, figuresOf } from '../grounding/figures/figures.ts';
import type { Language } from '../grounding/languages/languages.ts';
import { languageOf } from '../grounding/languages/told-language.ts';
import { sectionLabel } from './section-label.ts';

/** A sentence of the article and where it stands: all that ranking needs to know. */
export interface Sentence extends Range {
  readonly text: string;
  readonly kind: BlockKind;
  /** Of the whole article. */
  readonly language: Language;
  /** Position among all sentences, from 0. */
  readonly index: number;
  /** Which block it belongs to. */
  readonly block: number;
  /** Which section it belongs to: 0 before the first heading inside the article, then 1, 2... */
  readonly section: number;
  readonly heading: string;
  /** What the heading of its list says of it, where it does not say so itself: `Fixed`. */
  readonly label: string | null;
  /** Position among the sentences of its section, from 0. */
  readonly place: number;
  readonly wordCount: number;
  /** Stems of the content words, in order, repetitions kept. */
  readonly stems: readonly string[];
  /** Quantities it states in digits or with a unit. */
  readonly figures: readonly Figure[];
}

/** Heads of what only stands beside the article. */
const BESIDE_THE_ARTICLE =
  /^(?:our )?(?:sponsors?|sponsored|advertisements?|jobs|careers|open (?:roles|positions)|classifieds)\W*$/iu;

/** The sentences of the prose in article order. Headings open sections; tables, code and captions are left out. */
export function readSentences({ text, blocks, title }: Article): Sentence[] {
  const sentences: Sentence[] = [];
  const language = languageOf(text);
  let section = 0;
  let place = 0;
  let heading = '';
  for (const [block, { kind, start, end }] of blocks.entries()) {
    const slice = text.slice(start, end);
    if (kind === 'heading') {
      section += sentences.length > 0 ? 1 : 0; // a title above the first paragraph opens no section
      place = 0;
      heading = sentences.length > 0 ? slice : '';
    }
    if (kind !== 'paragraph' && kind !== 'list-item' && kind !== 'quote') continue;
    if (isCaption(slice) || BESIDE_THE_ARTICLE.test(heading)) continue;
    for (const part of splitSentences(slice)) {
      const own = slice.slice(part.start, part.end);
      if (own === title) continue;
      const words = wordsOf(own);
      sentences.push({
        start: start + part.start,
        end: start + part.end,
        text: own,
        ...{ kind, block, section, heading, place },
        label: kind === 'list-item' && part.start === 0 ? sectionLabel(heading, own) : null,
        language,
        index: sentences.length,
        wordCount: words.length,
        stems: words.filter(({ content }) => content).map(({ stem }) => stem),
        figures: figuresOf(own).filter(({ spelled, unit, fraction }) => !fraction && (!spelled || unit !== null)),
      });
      place += 1;
    }
  }
  return sentences;
}
