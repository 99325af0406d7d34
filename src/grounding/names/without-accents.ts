const ASCII = /^[ -~]*$/;

/** A word in lower case as it is written where accents cannot be: `aland` for `åland`, `strasse` for `straße`. */
export function withoutAccents(small: string): string {
  return ASCII.test(small)
    ? small
    : small
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .replaceAll('ß', 'ss');
}
