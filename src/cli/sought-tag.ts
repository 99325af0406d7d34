import type { Upshot } from '../compose.ts';
import { requireKnownTags } from '../tags/require-known-tags.ts';
import { checkOptions, wrongUsage } from './wrong-usage.ts';

type SoughtDeps = Pick<Upshot, 'vocabulary' | 'tagEditor' | 'catalogue'>;

/**
 * The tag whose posts are asked for, as the pages find it: in any case, by its name, under an id or a name that it had, or taken out
 * of the vocabulary's file while posts still have it.
 *
 * @throws {AppError} `wrong-usage` when there is none, or it was retired.
 */
export async function soughtTag(asked: string, { vocabulary, tagEditor, catalogue }: SoughtDeps): Promise<string> {
  const tag = asked.trim();
  const fate = tagEditor.fateOf(tag);
  if (fate.state === 'moved') return fate.to;
  if (fate.state === 'retired') {
    throw wrongUsage(
      `The tag “${tag}” was retired`,
      'Its articles are under the other tags that they have: `upshot tags` lists them.',
    );
  }
  const isKnown = fate.state === 'current' || (await catalogue.tagCounts()).has(tag);
  if (!isKnown) checkOptions(() => requireKnownTags([tag], vocabulary));
  return tag;
}

/**
 * The tags that articles are to have, which may be given as `soughtTag` takes them.
 *
 * @throws {AppError} `unknown-tag` naming those that there are not.
 */
export function givenTags(
  asked: readonly string[],
  { vocabulary, tagEditor }: Omit<SoughtDeps, 'catalogue'>,
): string[] {
  const tags = asked.map((tag) => {
    const fate = tagEditor.fateOf(tag);
    return fate.state === 'moved' ? fate.to : tag;
  });
  checkOptions(() => requireKnownTags(tags, vocabulary));
  return [...new Set(tags)];
}
