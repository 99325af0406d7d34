/** One metric as a scrape of Prometheus reads it. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** What a histogram adds to the name of the metric. */
  readonly suffix?: '_bucket' | '_sum' | '_count';
  /** Names and values that need no escaping. */
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** Version 0.0.4 of the text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

export function textOfMetric({ name, help, type, samples }: Metric): string {
  const lines = samples.map(({ suffix = '', labels = {}, value }) => {
    const pairs = Object.entries(labels).map(([label, is]) => `${label}="${is}"`);
    return `${name}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

/** Counts values by the least bound that they do not exceed; `bounds` rise. */
export function createBuckets(bounds: readonly number[]) {
  const counts = Array.from({ length: bounds.length + 1 }, () => 0);
  let sum = 0;
  return {
    observe(value: number): void {
      let bucket = 0;
      while (bucket < bounds.length && value > (bounds[bucket] ?? 0)) bucket += 1;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      sum += value;
    },
    /** Those of a histogram: each bucket with all that are smaller, their sum and their count. */
    samples(): Sample[] {
      let count = 0;
      const buckets = counts.map((more, bucket): Sample => {
        count += more;
        return { suffix: '_bucket', labels: { le: bounds[bucket] ?? '+Inf' }, value: count };
      });
      return [...buckets, { suffix: '_sum', value: sum }, { suffix: '_count', value: count }];
    },
  };
}
