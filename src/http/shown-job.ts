import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { type Job, jobStates } from '../queue/queue.ts';

const time = z.iso.datetime();

/** A job as the API shows it. The article itself is not in it. */
export const jobSchema = z
  .object({
    id: z.string(),
    state: z.enum(jobStates).meta({
      description:
        'waiting: it is tried at `dueAt`; working: now; done: see `articleId`; failed: for good, until somebody retries it; cancelled.',
    }),
    attempts: z.int().min(0).meta({ description: 'How often it was tried. Waiting for a closed provider is no try.' }),
    createdAt: time,
    updatedAt: time,
    dueAt: time.nullable().meta({ description: 'When it is tried next; null when it is not.' }),
    articleId: z.string().nullable().meta({ description: 'The entry that came of it.' }),
    problem: z
      .object({ code: z.string(), message: z.string(), hint: z.string().optional() })
      .nullable()
      .meta({ description: 'What went wrong last, or what it waits for; null when nothing did.' }),
    links: z.object({
      self: z.string(),
      article: z.string().optional().meta({ description: 'The entry, once it is done.' }),
    }),
  })
  .meta({ id: 'Job' });

export type ShownJob = z.infer<typeof jobSchema>;

/** How soon a client may ask again about what may be done at any moment, in seconds. */
const SOON_S = 2;
/** The longest it is told to wait, in seconds: somebody may retry or cancel the job before. */
const LATE_S = 300;

export function showJob({ problem, ...job }: Job, publicUrl = ''): ShownJob {
  const self = `${publicUrl}/v1/jobs/${job.id}`;
  const links = job.articleId === null ? { self } : { self, article: `${publicUrl}/v1/articles/${job.articleId}` };
  return { ...job, problem: problem && { ...problem }, links };
}

/** What goes with a job: when to ask again about one that has not ended, and where the article of one that is done is. */
export function headersOfJob(job: Job, { clock, publicUrl = '' }: { clock: Clock; publicUrl?: string | undefined }) {
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (job.state === 'waiting' || job.state === 'working') {
    const wait = job.dueAt === null ? 0 : Math.ceil((Date.parse(job.dueAt) - clock.now()) / 1000);
    headers['retry-after'] = String(Math.min(LATE_S, Math.max(SOON_S, wait)));
  }
  if (job.articleId !== null) headers.link = `<${publicUrl}/v1/articles/${job.articleId}>; rel="related"`;
  return headers;
}
