import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../../errors.ts';
import type { AppDeps } from '../app-deps.ts';
import type { CountWaiting } from '../count-waiting.ts';
import { piecesOf } from '../docs/describe-schema.ts';
import { renderPage } from '../pages/render.ts';
import type { Problem } from '../problem.ts';
import { siteAddress } from '../site-address.ts';
import { type ProblemType, problemTypes } from './problem-types.ts';

type ProblemDeps = Pick<AppDeps, 'settings'> & { readonly waiting: CountWaiting };

/** `/problems`: what requests may be refused with; a page for people, by `Accept` a list for programs. */
export function showProblems(deps: ProblemDeps): RequestHandler {
  return async (request, response) => {
    const types = [...problemTypes.values()];
    if (prefersJson(request, response)) response.json({ items: types.map(asProblem) });
    else await sendPage(deps, response, 'Problems of the API', types);
  };
}

/** `/problems/{code}`: the same of one, where its `type` leads; by `Accept` as a problem. */
export function showProblem(deps: ProblemDeps): RequestHandler<{ code: string }> {
  return async (request, response) => {
    const type = problemTypes.get(request.params.code);
    if (type === undefined) throw noSuchProblem(request.params.code);
    if (prefersJson(request, response)) response.type('application/problem+json').json(asProblem(type));
    else await sendPage(deps, response, type.title, [type]);
  };
}

async function sendPage(
  { settings, waiting }: ProblemDeps,
  response: Response,
  title: string,
  types: readonly ProblemType[],
): Promise<void> {
  const request: Request<{ code?: string }> = response.req;
  const page = {
    ...{ title, description: 'What requests to Upshot may be refused with, and what to do then.' },
    links: [{ rel: 'canonical', href: `${siteAddress(request, settings)}${request.path}` }],
    waiting: await waiting(request),
  };
  const rows = types.map(({ means, hint, ...type }) => ({ ...type, says: piecesOf(`${means} ${hint}`) }));
  response.send(renderPage('problems', page, { title, rows, isOne: request.params.code !== undefined }));
}

function prefersJson(request: Request<{ code?: string }>, response: Response): boolean {
  response.vary('Accept');
  return request.accepts(['html', 'application/problem+json', 'json']) !== 'html';
}

function asProblem({ code, title, statuses, means, hint }: ProblemType): Problem {
  const type = `/problems/${code}`;
  return { type, title, status: statuses[0] ?? 500, detail: means, instance: type, code, hint };
}

function noSuchProblem(code: string): AppError {
  return new AppError(`There is no problem “${code.slice(0, 60)}”`, {
    code: 'not-found',
    status: 404,
    hint: 'The page /problems lists those that there are.',
  });
}
