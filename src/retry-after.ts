const OBSOLETE_WITHOUT_ZONE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;
const HTTP_DATE = /^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/;

/**
 * How long a server asks to be left alone, in milliseconds from `now`: `Retry-After` as seconds or as an HTTP date
 * (RFC 9110, section 10.2.3), or the finer `retry-after-ms` that some vendors send. Undefined when it says nothing usable.
 */
export function retryAfterMs(headers: Pick<Headers, 'get'>, now: number): number | undefined {
  const milliseconds = headers.get('retry-after-ms')?.trim();
  if (milliseconds && isDecimal(milliseconds)) return Math.ceil(Number(milliseconds));
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (isDecimal(value)) return Math.ceil(Number(value) * 1000);
  if (!HTTP_DATE.test(value)) return undefined;
  const at = Date.parse(OBSOLETE_WITHOUT_ZONE.test(value) ? `${value} GMT` : value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function isDecimal(text: string): boolean {
  return /^\d{1,10}(?:\.\d+)?$/.test(text);
}
