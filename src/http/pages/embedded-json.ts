/** JSON to stand in a script element, which nothing in it can end; the line ends that JavaScript knows are written out too. */
export function embeddedJson(data: object): string {
  return JSON.stringify(data)
    .replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
