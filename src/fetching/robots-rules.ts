/** What a host's robots.txt says to one crawler (RFC 9309). */
export interface RobotsRules {
  /** Whether the path of an address, with its query, may be fetched. */
  allows(path: string): boolean;
  /** Least time between two requests that is asked for, in milliseconds: `Crawl-delay`, which is no standard. Default 0. */
  readonly crawlDelayMs: number;
}

interface Rule {
  readonly allow: boolean;
  /** Between the stars. */
  readonly pieces: readonly string[];
  readonly toTheEnd: boolean;
  readonly length: number;
}

interface Group {
  readonly rules: Rule[];
  crawlDelay: number | undefined;
}

/** Longest pattern that is looked at, in characters: no address that is fetched is longer. */
const MAX_PATTERN = 2048;

export const allowAll: RobotsRules = { allows: () => true, crawlDelayMs: 0 };

/**
 * Reads a robots.txt for the crawler with the product token `agent`: the groups that name it, all together, else those of
 * `*`. The longest pattern that fits decides, of two as long the one that allows. What cannot be read is passed over.
 * Linear in the length of the file, whatever stands in it.
 */
export function parseRobots(text: string, agent: string): RobotsRules {
  const own: Group = { rules: [], crawlDelay: undefined };
  const everybodys: Group = { rules: [], crawlDelay: undefined };
  let isNamed = false;
  let groups = new Set<Group>();
  let inAgents = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, field = '', value = ''] = /^\s*([a-z-]+)\s*:([^#]*)/i.exec(line.replace(/^\uFEFF/, '')) ?? [];
    const name = field.toLowerCase();
    if (name === 'user-agent') {
      if (!inAgents) groups = new Set();
      inAgents = true;
      const token = value.trim().toLowerCase();
      if (token === '*') groups.add(everybodys);
      if (/^[a-z_-]*/.exec(token)?.[0] === agent.toLowerCase()) groups.add(own);
      isNamed ||= groups.has(own);
      continue;
    }
    if (name === 'allow' || name === 'disallow') {
      const rule = ruleOf(name === 'allow', value.trim());
      if (rule) for (const group of groups) group.rules.push(rule);
    } else if (name === 'crawl-delay') {
      const seconds = Number(value.trim() || Number.NaN);
      for (const group of groups) group.crawlDelay ??= seconds >= 0 ? seconds : undefined;
    } else continue; // other lines, such as Sitemap, part no agents from one another
    inAgents = false;
  }
  return rulesOf(isNamed ? own : everybodys);
}

function rulesOf({ rules, crawlDelay = 0 }: Group): RobotsRules {
  return {
    crawlDelayMs: crawlDelay * 1000,
    allows(path) {
      if (path === '/robots.txt') return true;
      const normal = normalised(path);
      const fitting = rules.filter((rule) => fits(rule, normal));
      const longest = Math.max(0, ...new Set(fitting.map(({ length }) => length)));
      const deciding = fitting.filter(({ length }) => length === longest);
      return deciding.length === 0 || deciding.some(({ allow }) => allow);
    },
  };
}

/** An empty pattern fits nothing. */
function ruleOf(allow: boolean, written: string): Rule | null {
  if (!/^[/*]/.test(written) || written.length > MAX_PATTERN) return null;
  const toTheEnd = written.endsWith('$');
  const pattern = normalised(toTheEnd ? written.slice(0, -1) : written).replace(/\*{2,}/g, '*');
  return { allow, pieces: pattern.split('*'), toTheEnd, length: written.length };
}

/** Each piece where it first stands after the one before, which is enough to find out; the last at the end if it must. */
function fits({ pieces, toTheEnd }: Rule, path: string): boolean {
  const [first = '', ...others] = pieces;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = toTheEnd ? others.pop() : undefined;
  for (const piece of others) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  if (!toTheEnd) return true;
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last);
}

/** Percent-encoding in one spelling: what needs none has none, and the rest in capitals. */
function normalised(path: string): string {
  const encoded = path.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent);
  return encoded.replace(/%[\da-f]{2}/gi, (encodedByte) => {
    const character = String.fromCharCode(Number.parseInt(encodedByte.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : encodedByte.toUpperCase();
  });
}
