import type { FoundIssue } from '../evidence.ts';

/** A claim says of one, by name, what the article says of another. */
export function otherDoer(own: string, other: string): FoundIssue {
  return nameIssue(`The claim says of ${own} what the article says of ${other}.`);
}

/** A name of the article stands in the place of another. */
export function otherName(own: string, other: string): FoundIssue {
  return nameIssue(`The article mentions "${own}" elsewhere; here it has "${other}".`);
}

function nameIssue(what: string): FoundIssue {
  return { code: 'name', message: `${what} Put each name with what the article says of it.` };
}
