import { editDistance } from '../edit-distance.ts';
import { tagKey, tagsCalled } from './tags-called.ts';
import type { Tag } from './vocabulary.ts';

/** So many are named one and all. */
const FEW = 12;
const MOST_NEAR = 5;
/** The share of the letters in which a name may differ and still be near. */
const NEAR = 0.5;

/** Which tags there are, for who asked for one that is none: what was meant, else what is near, and where all of them stand. */
export function tagsToChoose(asked: string, tags: readonly Tag[]): string {
  const called = tagsCalled(asked, tags).map(({ id }) => id);
  const [one, ...others] = called;
  if (one !== undefined) {
    const said = `“${asked.slice(0, 60)}”`;
    return others.length > 0
      ? `${said} is the name of ${called.join(' and ')}: give the id.`
      : `${said} has the id ${one}.`;
  }
  if (tags.length <= FEW) return `The tags are ${tags.map(({ id }) => id).join(', ')}.`;
  const near = nearest(asked, tags);
  const all = `\`upshot tags\` and /v1/tags list all ${tags.length}.`;
  return near.length > 0 ? `Near it: ${near.join(', ')}. ${all}` : all;
}

function nearest(asked: string, tags: readonly Tag[]): string[] {
  return tags
    .map(({ id, name }) => ({ id, far: Math.min(distance(asked, id), distance(asked, name)) }))
    .filter(({ far }) => far <= NEAR)
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST_NEAR)
    .map(({ id }) => id);
}

/** 0 for the same, 1 for nothing alike; a word of the other, or its beginning, is near. */
function distance(asked: string, known: string): number {
  const [a, b] = [tagKey(asked).slice(0, 60), tagKey(known)];
  if (a === '' || b === '') return 1;
  const letters = editDistance(a, b) / Math.max(a.length, b.length);
  const isPart = a.length > 2 && ` ${b}`.includes(` ${a}`);
  return isPart ? Math.min(letters, NEAR) : letters;
}
