import type { AppError, ErrorDetail } from '../../errors.ts';

/** A refusal as a form tells it. */
export interface ToldError {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** What programs call the fields whose labels are other words. */
const names: Readonly<Record<string, string>> = { whyItMatters: 'the line', url: 'the address' };

/** Faults of single fields in the words of the form; hints about them are for programs, which see no form. */
export function toldInForm({ code, message, hint, errors = [] }: AppError): ToldError {
  const isOfDraft = code === 'not-grounded'; // whose fields are none of the form's
  if (errors.length === 0 || isOfDraft) return { message, hint };
  return { message: `It cannot be taken so: ${errors.map(({ detail }) => plainly(detail)).join('; ')}` };
}

/**
 * What is wrong with the field that `pointer` is of; null: nothing.
 *
 * @param alone without what is wrong with its single elements.
 */
export function wrongAt(pointer: string, errors: readonly ErrorDetail[], alone = false): string | null {
  const about = errors.filter(
    (error) => error.pointer === pointer || (!alone && error.pointer.startsWith(`${pointer}/`)),
  );
  if (about.length === 0) return null;
  const told = about.map(({ detail }) => plainly(detail)).join('; ');
  return told.charAt(0).toUpperCase() + told.slice(1);
}

/** Without the path of the field, and with the name that its label has. */
function plainly(detail: string): string {
  return detail
    .replace(/^[a-z]\w*(?:\/\w+)*: /i, '')
    .replace(/\b(?:summary\/)?(whyItMatters|url)\b/g, (_, name: string) => names[name] ?? name)
    .replace(/\bsummary\/(?=bullets|tags|keywords)/g, '');
}
