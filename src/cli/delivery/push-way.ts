import type { Severity } from '@/core/alerts/alert';

import { UsageError } from '../options';
import type { Notice } from './notice';
import { codeIn, failed, type Told, type Way } from './way';

const mostMs = 20_000;
/** ntfy makes an attachment of what is longer, and one that keeps no attachments refuses it (docs.ntfy.sh/publish, "Limitations") */
const mostBytes = 4_096;
/**
 * The server will not have this message, however often it is told (RFC 9110 §15.5). Any other no may pass: a reverse proxy
 * answers 404 while the server behind it starts, and a token may be put right within the day.
 */
const aboutTheMessage: ReadonlySet<number> = new Set([400, 413, 422]);

/** 1…5 as ntfy counts, 0…10 as Gotify does */
const priorities = {
  ntfy: { info: 2, warning: 4, critical: 5 },
  gotify: { info: 2, warning: 6, critical: 10 },
} as const satisfies Record<string, Readonly<Record<Severity, number>>>;

type Options = { readonly url: string; readonly token: string; readonly from: Severity };

/** Tells by a server for notifications that the household runs itself (docs.ntfy.sh/publish, "Publish as JSON"). */
export function ntfyWay({ url, token, from }: Options): Way {
  const address = ownServer('notify-ntfy', url);
  const path = address.pathname.split('/').filter(Boolean);
  const topic = decoded(path.pop() ?? '');
  if (topic === '')
    throw new UsageError('--notify-ntfy takes an address with the topic, such as https://ntfy.home.lan/alerts.');
  if (topic === null)
    throw new UsageError('--notify-ntfy takes an address in which a % of the topic is written as %25.');
  const server = new URL(`/${path.join('/')}`, address);
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  return {
    name: 'ntfy',
    from,
    tell: (notice) =>
      post(server, headers, {
        topic,
        title: headings[notice.severity],
        message: messageOf(notice),
        priority: priorities.ntfy[notice.severity],
      }),
  };
}

/** null: a % in it begins nothing that can be decoded */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** The same by Gotify (gotify.net/docs/pushmsg). */
export function gotifyWay({ url, token, from }: Options): Way {
  const address = ownServer('notify-gotify', url);
  if (token === '')
    throw new UsageError('--notify-gotify needs the token of an application, in GATEHOUSE_GOTIFY_TOKEN.');
  const server = new URL(`${address.pathname.replace(/\/$/, '')}/message`, address);
  return {
    name: 'gotify',
    from,
    tell: (notice) =>
      post(
        server,
        { 'x-gotify-key': token },
        {
          title: headings[notice.severity],
          message: messageOf(notice),
          priority: priorities.gotify[notice.severity],
        },
      ),
  };
}

const headings: Readonly<Record<Severity, string>> = {
  info: 'Your home',
  warning: 'Your home: a warning',
  critical: 'Your home: critical',
};

function messageOf({ title, text }: Notice): string {
  const message = text === '' ? title : `${title}\n${text}`;
  const bytes = new TextEncoder().encode(message);
  if (bytes.byteLength <= mostBytes) return message;
  // a letter that the cut goes through is left out
  const part = new TextDecoder().decode(bytes.subarray(0, mostBytes - 3), { stream: true });
  return `${part}…`;
}

/** A redirect is not followed: it would carry the token to somebody else. */
async function post(url: URL, headers: Readonly<Record<string, string>>, body: unknown): Promise<Told> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(mostMs),
    });
    await response.body?.cancel();
    if (response.ok) return { outcome: 'delivered' };
    if (response.status >= 300 && response.status < 400)
      return failed(`${url.host} sends elsewhere (${response.status}), where nothing is told: give the address there`);
    const restMs = retryAfterMs(response.headers.get('retry-after'), Date.now());
    const reason = `${url.host} answered ${response.status}`;
    const final = aboutTheMessage.has(response.status);
    return { outcome: 'failed', reason, final, ...(restMs !== null && { restMs }) };
  } catch (error) {
    return failed(noAnswer(url.host, error));
  }
}

/** `Retry-After` is a number of seconds, or a date (RFC 9110 §10.2.3); null: it says neither. */
function retryAfterMs(told: string | null, now: number): number | null {
  const text = told?.trim() ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** Why there was no answer: at night nobody wants to guess. */
function noAnswer(host: string, error: unknown): string {
  if (!(error instanceof Error)) return `${host} does not answer`;
  if (error.name === 'TimeoutError') return `${host} does not answer within ${mostMs / 1_000} seconds`;
  const code = codeIn(error.cause);
  if (/CERT|SIGNATURE|ISSUER/.test(code))
    return `This computer does not trust the certificate of ${host}${code}: NODE_EXTRA_CA_CERTS=FILE names an authority of your own`;
  if (/ENOTFOUND|EAI_AGAIN/.test(code)) return `This computer finds no address for ${host}${code}`;
  return `${host} does not answer${code}`;
}

/** Encrypted, or within the home; and the household's own, for what happens at home is nobody else's business. */
function ownServer(flag: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new UsageError(`--${flag} takes an address such as https://push.home.lan/…, not "${text}".`);
  if (url.username || url.password || url.search)
    throw new UsageError(`--${flag} takes an address without a password or token: give that in the environment.`);
  if (url.protocol === 'http:' && !isWithinHome(url.hostname))
    throw new UsageError(`--${flag} takes https, or http within your home: ${url.host} is not.`);
  if (url.hostname === 'ntfy.sh' || url.hostname.endsWith('.ntfy.sh'))
    throw new UsageError(`--${flag} takes a server of your own: on ntfy.sh whoever guesses the topic reads along.`);
  return url;
}

/** Loopback, a private address (RFC 1918, 4193, 3927, 4291), or a name that no public server has. */
export function isWithinHome(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.startsWith('[')) return /^\[(?:::1\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(host);
  const parts = host.split('.');
  if (parts.length === 4 && parts.every((part) => /^\d+$/.test(part))) {
    const [first = 0, second = 0] = parts.map(Number);
    return (
      first === 127 ||
      first === 10 ||
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 192 && second === 168) ||
      (first === 169 && second === 254)
    );
  }
  return parts.length === 1 || /(?:^|\.)(?:localhost|local|lan|home|internal|home\.arpa|fritz\.box)$/.test(host);
}
