import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { scenarioOf, scenarios } from '@/scenarios/scenarios';

import type { LivedPast } from './past';
import type { RunningHome } from './simulated-devices';

/** What the page may know before anyone logs in: a broker, and in the demo a log-in that lasts as long as the process. */
export type Demo = {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** the simulated home on which the page may start scenarios; absent: it may not */
  readonly home?: Pick<RunningHome, 'run' | 'running'>;
  /** what the home's past has taught, and how it went; absent: it has none */
  readonly past?: LivedPast;
};

/** The names of this machine for itself. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
/** `{"name":"…"}` */
const mostBodyBytes = 1024;

/**
 * Answers below `/demo`; false: there is nothing at that path. The log-in and the scenarios are for our own page only: a
 * foreign name that was made to point at this machine (DNS rebinding) shows in Host, a foreign page that asks from its
 * own origin in Sec-Fetch-Site and Origin.
 */
export function answerDemo(request: IncomingMessage, response: ServerResponse, demo: Demo): boolean {
  const { home, past, ...login } = demo;
  switch (request.url?.split('?')[0]) {
    case '/demo':
      answer(request, response, {
        GET: () =>
          tell(response, 200, {
            ...login,
            ...(home !== undefined && { scenarios: offered }),
            ...(past !== undefined && { hasPast: true }),
          }),
      });
      return true;
    case '/demo/habits':
      if (past === undefined) return false;
      answer(request, response, { GET: () => tell(response, 200, past.habits) });
      return true;
    case '/demo/history':
      if (past === undefined) return false;
      answer(request, response, { GET: () => tell(response, 200, past.history) });
      return true;
    case '/demo/scenario':
      if (home === undefined) return false;
      answer(request, response, {
        GET: () => tell(response, 200, { running: home.running() }),
        POST: () => void start(request, response, home),
      });
      return true;
    default:
      return false;
  }
}

const offered = scenarios.map(({ name, title, happens, expected, alerts }) => ({
  name,
  title,
  happens,
  expected,
  harmless: alerts.length === 0,
}));

type Methods = { readonly GET: () => void; readonly POST?: () => void };

function answer(request: IncomingMessage, response: ServerResponse, methods: Methods): void {
  response.setHeader('Cache-Control', 'no-store');
  if (!isOwnPage(request)) return tell(response, 403);
  if (request.method === 'GET' || request.method === 'HEAD') return methods.GET();
  if (request.method === 'POST' && methods.POST !== undefined) return methods.POST();
  response.setHeader('Allow', methods.POST === undefined ? 'GET, HEAD' : 'GET, HEAD, POST');
  tell(response, 405);
}

async function start(
  request: IncomingMessage,
  response: ServerResponse,
  home: NonNullable<Demo['home']>,
): Promise<void> {
  // a form of another page cannot send this type without asking first, and nobody answers such a question here
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json') return tell(response, 415);
  const bytes = Number(request.headers['content-length'] ?? NaN);
  if (Number.isNaN(bytes)) return tell(response, 411);
  if (bytes > mostBodyBytes) return tell(response, 413);
  const name = nameIn(await text(request).catch(() => ''));
  if (name === null) return tell(response, 400);
  const scenario = scenarioOf(name);
  if (scenario === null) return tell(response, 404);
  const outcome = home.run(scenario);
  tell(response, outcome === 'started' ? 202 : 409, { outcome });
}

function nameIn(body: string): string | null {
  try {
    const value: unknown = JSON.parse(body);
    const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : null;
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}

function tell(response: ServerResponse, status: number, body?: object): void {
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function isOwnPage({ headers, socket }: IncomingMessage): boolean {
  const address = `${'encrypted' in socket ? 'https' : 'http'}://${headers.host}`;
  if (!headers.host || !URL.canParse(address) || !loopback.has(new URL(address).hostname)) return false;
  if (headers.origin !== undefined && headers.origin !== address) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
