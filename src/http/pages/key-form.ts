import express, { type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { type AppError, asAppError } from '../../errors.ts';
import type { Keyring } from '../keyring.ts';
import { readQuery } from '../list-query.ts';
import type { ReviewSession } from '../review-session.ts';
import { type Page, renderPage } from './render.ts';

export interface KeyDeps {
  readonly keyring: Keyring;
  readonly session: ReviewSession;
}

/** A page that a key opens. */
export interface Door extends Pick<Page, 'here'> {
  readonly title: string;
  readonly path: string;
}

const readForm = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 });
const formSchema = z.object({
  key: z.string().trim().optional(),
  to: z.string().optional(),
  title: z.string().optional(),
});

/** Where a form may lead to: nobody is sent anywhere else by what somebody else wrote into one. */
const DOORS = /^\/(?:review|status|articles\/[\w%.~-]{1,300}(?:\/(?:edit|history))?)$/;

/** Asks for the key to a page. Says nothing of whether there is anything to see. */
export function askForKey(
  { keyring }: Pick<KeyDeps, 'keyring'>,
  response: Response,
  door: Door,
  error?: AppError,
): void {
  const { title, here, path } = door;
  const status = error?.status ?? (keyring.guarded ? 401 : 200);
  if (status === 401) response.setHeader('www-authenticate', 'Bearer realm="upshot"');
  response.setHeader('cache-control', 'no-store');
  const page = { title: error === undefined ? title : `Error: ${title}`, ...(here && { here }) };
  response.status(status).send(renderPage('key', page, { title, to: path, error: error ?? null }));
}

/** `POST /review`: the key, once; 303 to the page that asked for it. */
export function receiveKey(deps: KeyDeps): readonly RequestHandler[] {
  return [
    readForm,
    (request, response) => {
      const { key, to = '/review', title = 'Review' } = readQuery(request.body ?? {}, formSchema);
      const path = DOORS.test(to) ? to : '/review';
      try {
        deps.keyring.require(key);
      } catch (thrown) {
        return askForKey(deps, response, { title: title.slice(0, 60), path }, asAppError(thrown));
      }
      if (deps.keyring.guarded && key !== undefined) deps.session.open(response, key);
      response.redirect(303, path);
    },
  ];
}
