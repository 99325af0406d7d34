/** Prose long enough to be an article (over 100 words, nine sentences), free of marks of any format. */
export const sentences = [
  'The billing queue fell behind at nine in the morning, and nobody noticed for forty minutes.',
  'A single slow consumer held the lock that every other consumer needed to make progress.',
  'We had tuned the lock for a fleet of four machines, and by then there were thirty.',
  'The first fix was to restart the slow consumer, which only moved the trouble elsewhere.',
  'The second fix was to split the queue by customer, so that one lock never covers all of them.',
  'Delivery time fell from 41 minutes to 900 milliseconds within an hour of the change.',
  'Costs rose by 3% because the split queues keep more connections open than before.',
  'We now alert on the age of the oldest message rather than on the length of the queue.',
  'Nobody has been paged for this queue since the alert was changed in March.',
] as const;

export const paragraphs = [sentences.slice(0, 3), sentences.slice(3, 6), sentences.slice(6)].map((part) =>
  part.join(' '),
);
export const prose = paragraphs.join('\n\n');
