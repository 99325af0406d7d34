import type { IncomingMessage } from 'node:http';
import { type Entry, type PresentedEntry, presentEntry } from '../catalogue/entry.ts';
import type { Keyring } from './keyring.ts';

/**
 * An entry for whoever asks. What was left out of a summary because the article does not back it is for reviewers to read:
 * strangers learn how much it was and why, in codes.
 */
export function shownEntry(
  entry: Entry,
  request: IncomingMessage,
  keyring: Pick<Keyring, 'admits'>,
  publicUrl: string | undefined,
): PresentedEntry {
  const { provenance } = entry;
  if (provenance.dropped.length === 0 || keyring.admits(request)) return presentEntry(entry, publicUrl);
  const dropped = provenance.dropped.map(({ issues }) => ({
    claim: '',
    issues: issues.map(({ code }) => ({ code, message: '' })),
  }));
  return presentEntry({ ...entry, provenance: { ...provenance, dropped } }, publicUrl);
}
