import { describe, expect, it } from 'vitest';
import { pickTags } from '../../src/tags/pick-tags.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { articleOf } from '../support/article-of.ts';

const vocabulary = loadVocabulary();

const paragraphs: Readonly<Record<string, string>> = {
  sre: 'The incident began when an alert paged the engineer on call. The outage lasted 40 minutes, a rollback was the mitigation, and the postmortem blamed a dashboard that nobody watched.',
  'distributed-systems':
    'Each shard elects a leader by consensus, and replication to every replica waits for a quorum. Idempotent retries and backpressure in the message queue keep a network partition from losing writes.',
  data: 'The Postgres database held the table in one schema. We wrote a backfill, rebuilt the index, and moved the ETL from the warehouse so that every SQL query on the dataset became shorter.',
  ml: 'Fine-tuning the language model on labelled data took eight GPUs. Inference got faster after we quantised the weights, and the classifier kept its recall on the evaluation set.',
  security:
    'An attacker with a leaked credential could reach the private key. We moved authentication to passkeys, rotate every secret, encrypt the traffic with TLS, and pay a bug bounty for each vulnerability.',
  frontend:
    'The browser downloaded a JavaScript bundle of two megabytes before React could render. Server-side rendering and less CSS halved the largest contentful paint, and screen reader users gained as well.',
  mobile:
    'The Android release raised the crash rate on old phones, and the iOS app drained the battery. The mobile team cut cold start in half and staged the app release on Google Play.',
  finops:
    'The cloud bill grew faster than orders. Right-sizing, spot instances and a savings plan cut spending, and each team now sees its cost per order next to its budget.',
  culture:
    'New colleagues pair with a mentor during onboarding. Managers learned to give feedback, the hiring interview lost a round, and blameless retrospectives made code review kinder for junior engineers.',
};

describe('pickTags', () => {
  it.each(Object.entries(paragraphs))('puts %s first for a paragraph about it', (tag, paragraph) => {
    expect(pickTags(articleOf([paragraph]), vocabulary)[0]).toBe(tag);
  });

  it('puts no other tag beside it where the words come from one field', () => {
    for (const [tag, paragraph] of Object.entries(paragraphs)) {
      expect(pickTags(articleOf([paragraph]), vocabulary), tag).toHaveLength(1);
    }
  });

  it('gives both tags to an article about both', () => {
    const both = articleOf([paragraphs.security ?? '', paragraphs.mobile ?? '']);
    expect(pickTags(both, vocabulary).sort()).toEqual(['mobile', 'security']);
  });

  it('gives at most three', () => {
    expect(pickTags(articleOf(Object.values(paragraphs)), vocabulary).length).toBeLessThanOrEqual(3);
  });

  it('falls back when nothing fits, and on one word that comes by chance', () => {
    expect(pickTags(articleOf(['The bakery opened at six and sold bread.']), vocabulary)).toEqual(['general']);
    expect(pickTags(articleOf(['Nobody saw the attack of the geese coming, and it was quick.']), vocabulary)).toEqual([
      'general',
    ]);
    const often = Array.from({ length: 20 }, () => 'The attack of the geese went on.').join(' ');
    expect(pickTags(articleOf([often]), vocabulary)).toEqual(['general']);
  });

  it('falls back when an article only mentions a field now and then', () => {
    const mentions = 'The bakery was told of an attack, and a vulnerability of its oven let a password out.';
    const bread = Array.from({ length: 60 }, () => 'The bakery opened at six and sold bread.');
    expect(pickTags(articleOf([mentions]), vocabulary)).toEqual(['security']);
    expect(pickTags(articleOf([mentions, ...bread]), vocabulary)).toEqual(['general']);
    const titled = articleOf([mentions, ...bread], { title: 'An attack on security' });
    expect(pickTags(titled, vocabulary)).toEqual(['security']);
  });

  it('lets title and headings weigh more than the text', () => {
    const text = paragraphs.data ?? '';
    const plain = pickTags(articleOf([text]), vocabulary);
    const titled = pickTags(
      articleOf([['heading', 'A GPU for inference'], text], { title: 'Model serving and inference' }),
      vocabulary,
    );
    expect(plain).not.toContain('ml');
    expect(titled).toContain('ml');
  });

  it('leaves code out and compares by stems', () => {
    const code = articleOf([['code', paragraphs.frontend ?? ''], 'Bread is sold at six.']);
    expect(pickTags(code, vocabulary)).toEqual(['general']);
    const own = {
      tags: [
        { id: 'general', name: 'General', description: 'Rest', keywords: [] },
        { id: 'bread', name: 'Bread', description: 'Baking', keywords: ['knead dough', 'ferment', 'oven', 'crust'] },
      ],
    };
    const baking = 'Kneading doughs and fermentation come before the ovens; the crusts come last.';
    expect(pickTags(articleOf([baking]), own)).toEqual(['bread']);
  });
});
