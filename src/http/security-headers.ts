import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { styleHash } from './pages/stylesheet.ts';

/**
 * What browsers are told not to do with our answers: no script at all, the one style sheet by its hash, no frames, no
 * foreign form targets. HTTPS is a proxy's business, so nothing is upgraded and no HSTS is sent.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': [`'sha256-${styleHash}'`],
        'img-src': ['data:'],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: false,
    // With helmet's `no-referrer` a browser posts our own form with `Origin: null`, which looks like a foreign page.
    referrerPolicy: { policy: 'same-origin' },
    // Both are ignored, with a complaint in the browser's console, where the page came over plain HTTP.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xFrameOptions: { action: 'deny' },
  }) as RequestHandler;
}
