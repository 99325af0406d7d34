/**
 * Days in the search index: an entry is indexed under its year, month and day, so that a span of time is a few of these
 * (`2024-11-30`, `2024-12`, `2025`), and a search within it reads nothing outside.
 */
export function dayWords(day: string): string[] {
  const [year = '', month = '', date = ''] = day.split('-');
  return [year, `${year}${month}`, `${year}${month}${date}`];
}

/** The words that together are the time from one day on until before another; `years` are those that there are, in order. */
export function spanWords(from: string | null, until: string | null, years: readonly string[]): string[] {
  return years.flatMap((year) => {
    const begin = `${year}-01-01`;
    const end = `${String(Number(year) + 1).padStart(4, '0')}-01-01`;
    const start = from === null || from < begin ? begin : from;
    const stop = until === null || until > end ? end : until;
    if (start >= stop) return [];
    return start === begin && stop === end ? [year] : daysOfYear(start, stop);
  });
}

/** Within one year: whole months as such. */
function daysOfYear(start: string, stop: string): string[] {
  const words: string[] = [];
  for (let day = start; day < stop; ) {
    const month = nextMonth(day);
    const whole = day.endsWith('-01') && month <= stop;
    words.push((whole ? day.slice(0, 7) : day).replaceAll('-', ''));
    day = whole ? month : nextDay(day);
  }
  return words;
}

function nextDay(day: string): string {
  return shifted(day, (date) => date.setUTCDate(date.getUTCDate() + 1));
}

function nextMonth(day: string): string {
  return shifted(`${day.slice(0, 7)}-01`, (date) => date.setUTCMonth(date.getUTCMonth() + 1));
}

function shifted(day: string, shift: (date: Date) => void): string {
  const date = new Date(`${day}T00:00:00Z`);
  shift(date);
  return date.toISOString().slice(0, 10);
}
