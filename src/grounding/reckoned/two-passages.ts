import type { Figure } from '../figures/figures.ts';
import { figuresIn, type Search } from './search.ts';

/** What two figures of different passages that both stand where the claim's would come to. */
export function ofTwoPassages({ asked, ranked, index, isNear }: Search): number | null {
  const { claimed, level, difference, fits } = asked;
  const shares = claimed.unit === 'percent' && !claimed.fraction;
  const kind = shares ? null : claimed.unit;
  const found = ranked.flatMap((passage) =>
    figuresIn(index.passages[passage], index)
      .filter(({ unit, fraction }) => unit === kind && !fraction)
      .map((figure) => ({ figure, passage })),
  );
  const near = (figure: Figure) => isNear(figure, difference ? 2 : 1);
  for (const { figure: one, passage } of found) {
    for (const { figure: other } of found) {
      if (one.value <= other.value) continue;
      const differs = !level && !shares && fits(one.value - other.value);
      const part = shares && other.value > 0 && fits((100 * other.value) / one.value);
      if ((differs || part) && near(one) && near(other)) return passage;
    }
  }
  return null;
}
