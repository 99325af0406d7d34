/** How many pages are shown to each side of the one that is open. */
const AROUND = 2;

/**
 * The numbers of a pagination: the first, the last and those around the open page, `null` where more than one is left out.
 * For page 3 of 10: 1 2 3 4 5 … 10.
 */
export function pageLinks(page: number, pageCount: number): (number | null)[] {
  const shown = new Set([1, pageCount]);
  for (let near = page - AROUND; near <= page + AROUND; near += 1) {
    if (near >= 1 && near <= pageCount) shown.add(near);
  }
  const links: (number | null)[] = [];
  let last = 0;
  for (const number of [...shown].sort((a, b) => a - b)) {
    if (number === last + 2) links.push(last + 1);
    else if (number > last + 2) links.push(null);
    links.push(number);
    last = number;
  }
  return links;
}
