/** A number that stands nowhere in the text; which one depends on the text alone. */
export function inventedFigure(text: string): number {
  let figure = 4_731 + (text.length % 5_000);
  while (text.includes(String(figure)) || text.includes(`${String(figure)[0]},${String(figure).slice(1)}`)) figure += 7;
  return figure;
}
