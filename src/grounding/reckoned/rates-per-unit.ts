import { agrees, boundOf } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { unitOf } from '../figures/units.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { textBehind } from '../text-beside.ts';
import { within } from '../within.ts';
import type { Search } from './search.ts';

/** A figure for each of a unit: `40 minutes per terabyte`, `€3.80 a kilometre`. */
interface Rate {
  readonly figure: Figure;
  readonly base: string;
  readonly factor: number;
}

const PER = /^\s(?:an?|per|each|every)\s(\p{Ll}+)/u;

/**
 * Position of the passage with the rate at which two figures of a claim belong together, or with the two that come to
 * the rate it says: two hours for three terabytes at `40 minutes per terabyte`, €150,000 a kilometre where 60 cost €9
 * million.
 */
export function ofRate({ asked: { claimed, fits }, claim, index }: Search): number | null {
  if (claimed.fraction || claimed.unit === null || claimed.unit === 'percent') return null;
  const others = claim.figures.filter((figure) => figure !== claimed && !figure.fraction);
  const isAt = ({ figure, base, factor }: Rate) =>
    others.some((other) => {
      if (figure.unit === claimed.unit && other.unit === base) return fits((figure.value * other.value) / factor);
      if (figure.unit !== other.unit || claimed.unit !== base) return false;
      return agrees(
        { claimed: other, bound: boundOf(claim.text, other) },
        (figure.value * claimed.value) / factor,
        null,
      );
    });
  const found = ratesOf(index).find(isAt);
  if (found) return index.passageAt(found.figure.start);
  const own = rateOf(claimed, claim.text);
  if (!own) return null;
  const all = index.figures.find((whole) => {
    if (whole.unit !== claimed.unit || whole.fraction) return false;
    const beside = within(index.figures, index.passages[index.passageAt(whole.start)]);
    return beside.some(
      ({ unit, value, fraction }) => unit === own.base && !fraction && fits(whole.value / (value / own.factor)),
    );
  });
  return all ? index.passageAt(all.start) : null;
}

const ratesOf = oncePerArticle(({ figures, article }) =>
  figures.flatMap((figure) => rateOf(figure, article.text) ?? []),
);

function rateOf(figure: Figure, text: string): Rate | undefined {
  const unit =
    figure.unit === null || figure.fraction ? null : unitOf(PER.exec(textBehind(text, figure, 24))?.[1] ?? '');
  return unit ? { figure, base: unit[0], factor: unit[1] } : undefined;
}
