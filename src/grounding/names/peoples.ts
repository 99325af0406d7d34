import names from './names.json' with { type: 'json' };
import places from './places.json' with { type: 'json' };

const sameNames = new Map<string, readonly string[]>();
for (const group of names.same) {
  const all = group.split('|');
  for (const name of all) sameNames.set(name, [...(sameNames.get(name) ?? []), ...all]);
}

/**
 * Large cities and regions by the names of their country and its people, in lower case; read when a claim first asks.
 */
let placesIn: ReadonlyMap<string, readonly string[]> | undefined;

/** The places that lie in the country or belong to the people of this name, if it is one. */
export function placesOf(name: string): readonly string[] | undefined {
  placesIn ??= new Map(
    places.within.flatMap((entry) => {
      const [country = '', ...inside] = entry.split('|');
      return (sameNames.get(country) ?? [country]).map((same) => [same, inside] as const);
    }),
  );
  return placesIn.get(name) ?? [...placesIn].find(([country]) => isPeopleOf(name, country))?.[1];
}

/** Whether a name in lower case is that of a country or of those who live there. */
export function isCountry(name: string): boolean {
  return placesOf(name) !== undefined;
}

/** Other names, in lower case, of what a name in lower case stands for. */
export function otherNamesOf(name: string): readonly string[] {
  return sameNames.get(name) ?? [];
}

const LAND = ['ia', 'land', 'us', 'os', 'a', 'y', 'o', 'e', ''];
const PEOPLE = /^(?:i?an|ean|ese|ish|iot|ic|i|n)s?$/;
const LEAST_ROOT = 4;
/** `Londoner`; of short names such endings make other names: `Miller` is nobody from a Mill. */
const DWELLERS = /^(?:er|ite)s?$/;
const LEAST_DWELT_IN = 6;

/** Whether of two names in lower case one is that of the people of the other: `Vallonese` of `Vallonia`. */
export function isOfPlace(one: string, other: string): boolean {
  return isPeopleOf(one, other) || isPeopleOf(other, one);
}

function isPeopleOf(people: string, place: string): boolean {
  return LAND.some((ending) => {
    const root = place.slice(0, place.length - ending.length);
    if (!place.endsWith(ending) || root.length < LEAST_ROOT || !people.startsWith(root)) return false;
    const rest = people.slice(root.length);
    return PEOPLE.test(rest) || (root.length >= LEAST_DWELT_IN && DWELLERS.test(rest));
  });
}
