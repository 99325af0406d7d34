/** Masks a secret so that its owner can recognise it: the last four characters at most, never more than a fifth. */
export function maskSecret(secret: string): string {
  const shown = Math.min(4, Math.floor(secret.length / 5));
  return `****${secret.slice(secret.length - shown)}`;
}
