import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element as a strict parser sees it, which throws at whatever is not well-formed XML 1.0 with name spaces. */
export interface XmlElement {
  /** Name space and local name, as in `{http://www.w3.org/2005/Atom}feed`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** Of this element and all in it, trimmed. */
  text: string;
}

export function xmlTree(source: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open: XmlElement[] = [root];
  const say = (text: string) => {
    for (const element of open) element.text += text;
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ uri, local, attributes }: SaxesTagNS) => {
    const named = Object.entries(attributes).map(([name, { value }]) => [name, value]);
    const element = { name: `{${uri}}${local}`, attributes: Object.fromEntries(named), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', say);
  parser.on('cdata', say);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element) element.text = element.text.trim();
  });
  parser.write(source).close();
  const [only] = root.children;
  if (only === undefined) throw new Error('no element');
  return only;
}
