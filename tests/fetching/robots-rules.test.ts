import { describe, expect, it } from 'vitest';
import { parseRobots } from '../../src/fetching/robots-rules.ts';

const allowed = (text: string, ...paths: string[]) => {
  const rules = parseRobots(text, 'Upshot');
  return paths.map((path) => rules.allows(path));
};

describe('robots.txt', () => {
  it('allows everything where it says nothing', () => {
    expect(allowed('', '/', '/x')).toEqual([true, true]);
    expect(allowed('<!doctype html><p>User-agent: *', '/x')).toEqual([true]);
    expect(allowed('Disallow: /x\nUser-agent: *\nDisallow:', '/x')).toEqual([true]);
  });

  it('lets the longest pattern decide, and of two as long the one that allows', () => {
    const text = 'User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\nDisallow: /same\nAllow: /same';
    expect(allowed(text, '/', '/a', '/ab', '/a/b', '/a/b/c', '/same')).toEqual([true, false, false, true, false, true]);
  });

  it('takes the groups that name it, all of them, and else those of everybody', () => {
    const text =
      'User-Agent: *\nDisallow: /\n\nuser-agent: other\nuser-agent: UPSHOT/2.0 # us\ndisallow: /one\nuser-agent: upshot\ndisallow: /two';
    expect(allowed(text, '/', '/one', '/two')).toEqual([true, false, false]);
    expect(allowed('User-agent: upshotter\nDisallow: /\nUser-agent: other\nDisallow: /', '/')).toEqual([true]);
    expect(allowed('User-agent: upshot\nAllow: /a\nUser-agent: *\nDisallow: /', '/b')).toEqual([true]);
  });

  it('does not let a line of another kind end a list of agents', () => {
    expect(allowed('User-agent: upshot\nSitemap: /s.xml\nUser-agent: b\nDisallow: /', '/')).toEqual([false]);
  });

  it('knows * and $, and percent-encoding in any spelling', () => {
    const text =
      'User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*/c\nDisallow: /caf%c3%a9\nDisallow: /%7Ejoe\nDisallow: /end$';
    expect(allowed(text, '/x.pdf', '/x.pdf?y', '/ab/c/d', '/a/b', '/caf%C3%A9/', '/~joe', '/end', '/ends')).toEqual([
      ...[false, true, false, true, false, false, false, true],
    ]);
    expect(allowed('User-agent: *\r\nDisallow: /é\rAllow: /é$', '/%C3%A9', '/%C3%A9x')).toEqual([true, false]);
    expect(allowed('User-agent: *\nDisallow: /*a*ab$', '/aab', '/ab')).toEqual([false, true]);
  });

  it('never forbids itself', () => expect(allowed('User-agent: *\nDisallow: /', '/robots.txt')).toEqual([true]));

  it.each([
    ['2', 2000],
    ['0.5 # half', 500],
    ['soon', 0],
    ['-1', 0],
    ['', 0],
  ])('reads a crawl delay of %j', (written, delay) => {
    expect(parseRobots(`User-agent: *\nCrawl-delay: ${written}`, 'Upshot').crawlDelayMs).toBe(delay);
  });

  it.each([
    ['many agents before many rules', `${'user-agent:*\n'.repeat(20_000)}${'allow:/a\n'.repeat(20_000)}`],
    ['stars', `user-agent:*\n${`disallow:/${'*a'.repeat(1000)}b\n`.repeat(250)}`],
    ['one line', `user-agent:*\ndisallow:/${'*'.repeat(500_000)}`],
    ['spaces', `user-agent:*\n${' '.repeat(500_000)}`],
  ])('reads hostile ones in a moment: %s', (_, text) => {
    const before = process.cpuUsage();
    parseRobots(text, 'Upshot').allows(`/${'a'.repeat(2000)}`);
    const { user } = process.cpuUsage(before);
    expect(user / 1000).toBeLessThan(2000); // one that is quadratic takes minutes
  });
});
