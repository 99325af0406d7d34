import type { AppError } from '../../errors.ts';
import { renderPage } from './render.ts';

/** A failed request, told to a person in a browser. */
export function renderErrorPage({ status, message, hint }: AppError): string {
  return renderPage('error', { title: message }, { status, message, hint });
}
