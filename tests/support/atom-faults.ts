import { type XmlElement, xmlTree } from './xml-tree.ts';

const ATOM = '{http://www.w3.org/2005/Atom}';
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const TYPES = ['text', 'html', 'xhtml'];

export function atomChildren({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === `${ATOM}${name}`);
}

/** What a document says against the MUSTs of RFC 4287 that a feed of entries with content can break; [] when it is Atom. */
export function atomFaults(source: string): string[] {
  const faults: string[] = [];
  const feed = xmlTree(source);
  if (feed.name !== `${ATOM}feed`) faults.push(`the root is ${feed.name}`);
  const entries = atomChildren(feed, 'entry');
  const hasAuthor = atomChildren(feed, 'author').length > 0;
  checkContainer(feed, 'feed', faults);
  for (const name of ['generator', 'icon', 'logo', 'rights', 'subtitle']) count(feed, 'feed', name, 0, 1, faults); // 4.1.1
  const seen = new Map<string, string>();
  for (const [index, entry] of entries.entries()) {
    const where = `entry ${index}`;
    checkContainer(entry, where, faults);
    if (!hasAuthor) count(entry, where, 'author', 1, Infinity, faults); // 4.1.1
    for (const name of ['published', 'rights', 'source', 'summary', 'content']) count(entry, where, name, 0, 1, faults); // 4.1.2
    if (atomChildren(entry, 'content').length === 0 && !links(entry).some(({ rel }) => rel === 'alternate'))
      faults.push(`${where} has neither content nor an alternate`);
    const [id, updated] = ['id', 'updated'].map((name) => atomChildren(entry, name)[0]?.text ?? '');
    if (seen.get(id ?? '') === updated) faults.push(`${where} repeats ${id} of the same moment`); // 4.1.1
    seen.set(id ?? '', updated ?? '');
  }
  if (!links(feed).some(({ rel }) => rel === 'self')) faults.push('no link to itself'); // 4.1.1, a SHOULD
  return faults;
}

function checkContainer(element: XmlElement, where: string, faults: string[]): void {
  for (const name of ['id', 'title', 'updated']) count(element, where, name, 1, 1, faults);
  for (const { text } of atomChildren(element, 'id')) if (!URL.canParse(text)) faults.push(`${where}: id ${text}`); // 4.2.6
  for (const name of ['updated', 'published'])
    for (const { text } of atomChildren(element, name)) if (!TIME.test(text)) faults.push(`${where}: ${name} ${text}`); // 3.3
  for (const name of ['title', 'summary', 'subtitle', 'content']) {
    for (const { attributes, children, text } of atomChildren(element, name)) {
      if (!TYPES.includes(attributes.type ?? 'text')) faults.push(`${where}: ${name} of type ${attributes.type}`); // 3.1.1
      if (attributes.type !== 'xhtml' && children.length > 0) faults.push(`${where}: ${name} has elements`);
      if (text === '') faults.push(`${where}: ${name} is empty`);
    }
  }
  for (const name of ['author', 'contributor'])
    for (const person of atomChildren(element, name)) {
      count(person, `${where} ${name}`, 'name', 1, 1, faults); // 3.2
      for (const { text } of atomChildren(person, 'uri')) if (!URL.canParse(text)) faults.push(`${where}: uri ${text}`);
    }
  for (const { attributes } of atomChildren(element, 'category'))
    if (!attributes.term) faults.push(`${where}: no term`); // 4.2.2
  const alternates = links(element).filter(({ rel }) => rel === 'alternate');
  if (new Set(alternates.map(({ type, hreflang }) => `${type} ${hreflang}`)).size < alternates.length)
    faults.push(`${where}: two alternates of one type`); // 4.1.1, 4.1.2
  for (const { href } of links(element)) if (!URL.canParse(href ?? '')) faults.push(`${where}: link ${href}`); // 4.2.7
}

function links(element: XmlElement): Readonly<Record<string, string>>[] {
  return atomChildren(element, 'link').map(({ attributes }) => ({ rel: 'alternate', ...attributes }));
}

function count(element: XmlElement, where: string, name: string, min: number, max: number, faults: string[]): void {
  const found = atomChildren(element, name).length;
  if (found < min || found > max) faults.push(`${where} has ${found} ${name}`);
}
