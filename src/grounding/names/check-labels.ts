import type { GroundableArticle } from '../../article/article.ts';
import type { FoundIssue } from '../evidence.ts';
import { type LabelSet, labelSet, labelsOf } from './labels.ts';
import { otherNamesOf } from './peoples.ts';

/** Finds the versions, model numbers and other labels of a claim that the article does not have. */
export interface LabelChecker {
  check(claim: string): FoundIssue[];
}

/** One with letters that stand nowhere in the article before digits is a `name`; one with other digits a `number`. */
export function labelChecker({ text, title }: GroundableArticle): LabelChecker {
  let known: LabelSet | undefined; // most claims have none

  return {
    check(claim) {
      return labelsOf(claim).flatMap((label) => {
        known ??= labelSet(`${title ?? ''}\n${text}`);
        const others = otherNamesOf(label.written.toLowerCase());
        if (known.has(label) || others.some((name) => text.toLowerCase().includes(name))) return [];
        const code = known.knowsStem(label.stem) ? ('number' as const) : ('name' as const);
        const closest = known.closestTo(label);
        const instead = closest === undefined ? '' : `; the closest it has is "${closest}"`;
        return [
          {
            code,
            message: `The article does not mention "${label.written}"${instead}. Write it as the article does or leave it out.`,
          },
        ];
      });
    },
  };
}
