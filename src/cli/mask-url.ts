/** An address without what may be a secret in it: user and password, and the values of its query. */
export function maskUrl(text: string): string {
  return text.replace(/\/\/[^/@\s]+@/g, '//****@').replace(/([?&][^=&\s]+=)[^&\s#]+/g, '$1****');
}
