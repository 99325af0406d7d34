/** Base units and how many of them one of each name is. Months are no seconds: a month has no fixed length. */
const TABLE: readonly (readonly [base: string, factor: number, names: string])[] = [
  ['percent', 1, '% percent percentage pct'],
  ['points', 1, 'percentage-point percentage-points point points pp'],
  ['points', 0.01, 'bps basis-point basis-points'],
  ['seconds', 1e-9, 'ns nanosecond nanoseconds'],
  ['seconds', 1e-6, 'us µs μs microsecond microseconds'],
  ['seconds', 1e-3, 'ms msec millisecond milliseconds millis'],
  ['seconds', 1, 's sec secs second seconds'],
  ['seconds', 60, 'min mins minute minutes'],
  ['seconds', 3600, 'h hr hrs hour hours'],
  ['seconds', 86_400, 'd day days'],
  ['seconds', 604_800, 'week weeks wk'],
  ['seconds', 1_209_600, 'fortnight fortnights'],
  ['months', 1, 'month months'],
  ['months', 12, 'year years yr yrs'],
  ['months', 120, 'decade decades'],
  ['months', 1200, 'century centuries'],
  ['bytes', 1, 'byte bytes'],
  ['bytes', 1e3, 'kb kib kilobyte kilobytes'],
  ['bytes', 1e6, 'mb mib megabyte megabytes'],
  ['bytes', 1e9, 'gb gib gigabyte gigabytes'],
  ['bytes', 1e12, 'tb tib terabyte terabytes'],
  ['bytes', 1e15, 'pb pib petabyte petabytes'],
  ['bytes', 1e18, 'eb exabyte exabytes'],
  ['bits', 1, 'bit bits'],
  ['bits/s', 1e3, 'kbps kbit/s kilobits'],
  ['bits/s', 1e6, 'mbps mbit/s megabits'],
  ['bits/s', 1e9, 'gbps gbit/s gigabits'],
  ['bits/s', 1e12, 'tbps tbit/s terabits'],
  ['hertz', 1, 'hz hertz'],
  ['hertz', 1e3, 'khz kilohertz'],
  ['hertz', 1e6, 'mhz megahertz'],
  ['hertz', 1e9, 'ghz gigahertz'],
  ['watts', 1e-3, 'mw-milli milliwatt milliwatts'],
  ['watts', 1, 'w watt watts'],
  ['watts', 1e3, 'kw kilowatt kilowatts'],
  ['watts', 1e6, 'mw megawatt megawatts'],
  ['watts', 1e9, 'gw gigawatt gigawatts'],
  ['watt-hours', 1, 'wh watt-hour watt-hours'],
  ['watt-hours', 1e3, 'kwh kilowatt-hour kilowatt-hours'],
  ['watt-hours', 1e6, 'mwh megawatt-hour megawatt-hours'],
  ['watt-hours', 1e9, 'gwh gigawatt-hour gigawatt-hours'],
  ['volts', 1, 'volt volts'],
  ['metres', 1e-9, 'nm nanometre nanometres nanometer nanometers'],
  ['metres', 1e-6, 'µm micron microns micrometre micrometres'],
  ['metres', 1e-3, 'mm millimetre millimetres millimeter millimeters'],
  ['metres', 1e-2, 'cm centimetre centimetres centimeter centimeters'],
  ['metres', 1, 'metre metres meter meters'],
  ['metres', 1e3, 'km kilometre kilometres kilometer kilometers'],
  ['miles', 1, 'mile miles'],
  ['feet', 1, 'ft foot feet'],
  ['inches', 1, 'inch inches'],
  ['grams', 1e-3, 'mg milligram milligrams'],
  ['grams', 1, 'gram grams'],
  ['grams', 1e3, 'kg kilo kilos kilogram kilograms'],
  ['grams', 1e6, 'tonne tonnes'],
  ['litres', 1, 'litre litres liter liters'],
  ['decibels', 1, 'db dba decibel decibels'],
  ['hectares', 1, 'hectare hectares'],
  ['acres', 1, 'acre acres'],
  ['barrels', 1, 'barrel barrels'],
  ['degrees', 1, '°c °f ° degree degrees celsius fahrenheit'],
  ['times', 1, 'x × times fold'],
  ['cents', 1, 'cent cents pence p øre öre centime centimes'],
  ['$', 1, 'usd dollar dollars'],
  ['€', 1, 'eur euro euros'],
  ['£', 1, 'gbp pound pounds sterling'],
  ['¥', 1, 'jpy yen yuan'],
  ['₹', 1, 'inr rupee rupees'],
  ['CHF', 1, 'chf francs'],
  ['kr', 1, 'sek nok dkk krona krone kronor kroner'],
];

const UNITS = new Map(
  TABLE.flatMap(([base, factor, names]) =>
    names.split(' ').map((name): [string, readonly [string, number]] => [name, [base, factor]]),
  ),
);

/** A unit by any of its names (`per cent`, `Minutes`, `£`): its base and how many of the base it is. */
export function unitOf(name: string): readonly [base: string, factor: number] | null {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/^per\s?cent$/, 'percent')
    .replace(/\s+/g, '-');
  return UNITS.get(plain) ?? (/^(?:a|c|us)?[$€£¥₹]$/.test(plain) ? [plain.slice(-1), 1] : null);
}

/** Names of units as written in words, longest first, for patterns. `per cent` and `percentage points` come apart. */
export const unitNames: readonly string[] = [...UNITS.keys()]
  .filter((name) => /^[a-zµμ°/øö]+$/.test(name))
  .sort((a, b) => b.length - a.length);

export function isCurrency(unit: string | null): boolean {
  return unit !== null && /^(?:[$€£¥₹]|CHF|kr)$/.test(unit);
}

/** Whether a hundred cents, pence or øre make one. */
export function hasCents(unit: string | null): boolean {
  return unit !== null && /^(?:[$€£]|CHF|kr)$/.test(unit);
}
