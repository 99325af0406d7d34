import type { TestServer } from './test-server.ts';

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** All of it but its markup, in one line. */
  readonly text: string;
}

/** Asks for a page as a browser does; redirects are not followed. */
export async function browse(server: TestServer, path: string, init: RequestInit = {}): Promise<Page> {
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const response = await server.ask(path, { ...init, headers: { accept, ...init.headers } });
  const html = await response.text();
  const text = html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ');
  return { status: response.status, headers: response.headers, html, text };
}

/** What is filled into a form, by the names of its fields; a name may stand there more than once. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Sends a form as a browser does. */
export function sendForm(
  server: TestServer,
  path: string,
  fields: Fields,
  headers: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) body.append(name, value);
  return browse(server, path, { method: 'POST', body, headers });
}
