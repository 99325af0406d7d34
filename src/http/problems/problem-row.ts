/** What a problem is answered with (the first is usual), when it comes, and what whoever asked can do; `code` in backticks. */
export type ProblemRow = readonly [statuses: readonly number[], means: string, hint: string];
