import { describe, expect, it } from 'vitest';
import { tagsToChoose } from '../../src/tags/tags-to-choose.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';

const tag = (id: string, name = id) => ({ id, name, description: 'd', keywords: [] });
const many = [
  ...Array.from({ length: 60 }, (_, n) => tag(`topic-${String.fromCharCode(97 + (n % 26)).repeat(8)}-${n}`)),
  ...[tag('kubernetes', 'Kubernetes'), tag('ml', 'Machine learning'), tag('mlops', 'ML Ops')],
  ...[tag('web-fe', 'Web'), tag('web-be', 'Web')],
];

describe('tagsToChoose', () => {
  it('names all tags where they are few', () => {
    expect(tagsToChoose('blockchain', loadVocabulary().tags)).toMatch(/^The tags are general, sre, .*culture\.$/);
  });

  it.each([
    ['kuberntes', /^Near it: kubernetes\. `upshot tags` and \/v1\/tags list all 65\.$/],
    ['machine', /^Near it: ml\. /],
    ['blockchain', /^`upshot tags` and/],
    ['', /^`upshot tags` and/],
  ])('names the nearest of many, and says where all of them stand: %j', (asked, said) => {
    expect(tagsToChoose(asked, many)).toMatch(said);
  });

  it.each([
    ['Machine learning', '“Machine learning” has the id ml.'],
    ['Kubernetes', '“Kubernetes” has the id kubernetes.'],
    ['web', '“web” is the name of web-fe and web-be: give the id.'],
  ])('gives the id where a name was meant: %s', (asked, said) => {
    expect(tagsToChoose(asked, many)).toBe(said);
  });
});
