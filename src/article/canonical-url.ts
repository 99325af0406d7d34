/** Query parameters that say where a reader came from, never what is read. */
const TRACKERS = new Set(
  'fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid igshid mc_cid mc_eid _hsenc _hsmi mkt_tok vero_id oly_enc_id oly_anon_id ref_src'.split(
    ' ',
  ),
);

/**
 * One spelling for an address, so that the same article is recognised: scheme and host in lower case, no default port,
 * no credentials, no fragment, no `utm_*` or other known tracking parameter; the order of the others is kept.
 * Null for what is no absolute http or https address (`base` resolves a relative one).
 */
export function canonicalUrl(address: string, base?: string): string | null {
  const url = URL.parse(address.trim(), base);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  url.hash = '';
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()]) {
    if (/^utm_/i.test(name) || TRACKERS.has(name.toLowerCase())) url.searchParams.delete(name);
  }
  return url.href.replace(/\?$/, '');
}
