import { validSummary } from './summaries.ts';

/** An article that says all that `validSummary` claims. */
export const backedArticle = `# Retry budgets

Checkout went down in spring, and this is what came of it. ${validSummary.whyItMatters}

${validSummary.bullets.slice(0, 3).join(' ')}

${validSummary.bullets.slice(3).join(' ')}

The review took two weeks. Nobody had to change a client by hand.
`;
