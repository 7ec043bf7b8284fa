import * as v from 'valibot';

import { offeredScenarios, type OfferedScenario } from '@/features/demo/offered-scenarios';
import type { Login } from '@/session/protocol';

/** How the page begins: with a form (perhaps filled in), or in the simulated home of `npm start`. */
export type Start =
  | { readonly kind: 'form'; readonly preset: { readonly url: string; readonly username: string } | null }
  | { readonly kind: 'demo'; readonly login: Login; readonly stage: Stage; readonly past: Past | null };

/** Where is told what the simulated home was like before: what was learned of it, and how it went. */
export type Past = { readonly habits: URL; readonly history: URL };

/** What may befall the simulated home, and where that is asked for and started. */
type Stage = { readonly scenarios: readonly OfferedScenario[]; readonly address: URL };

/** What the page's own server may offer at `demo`; `npm start` does, a plain web server does not. */
const offer = v.object({
  url: v.string(),
  username: v.optional(v.string()),
  password: v.optional(v.string()),
  scenarios: v.optional(offeredScenarios, []),
  /** its home has lived before, and what was learned and kept of that is below `demo` too */
  hasPast: v.optional(v.boolean(), false),
});

/** Does the address of a page ask for another broker than the one at `url`? */
export function asksForOther(search: string, url: string): boolean {
  const wanted = presetOf(search)?.url;
  if (wanted === undefined) return false;
  return URL.canParse(wanted) && URL.canParse(url) ? new URL(wanted).href !== new URL(url).href : wanted !== url;
}

/** `?broker=` and `?username=` on any page fill in the form; a password in an address is never read. */
function presetOf(search: string): { readonly url: string; readonly username: string } | null {
  const query = new URLSearchParams(search);
  const url = query.get('broker');
  return url === null || url === '' ? null : { url, username: query.get('username') ?? '' };
}

/** Decides the start from the page's address, else from what the server offers (JSON, or null for anything else). */
export function startOf(search: string, offered: unknown, root: URL): Start {
  const preset = presetOf(search);
  if (preset !== null) return { kind: 'form', preset };
  const parsed = v.safeParse(offer, offered);
  if (!parsed.success) return { kind: 'form', preset: null };
  const { url, username, password, scenarios, hasPast } = parsed.output;
  if (username !== undefined && password !== undefined) {
    const stage = { scenarios, address: new URL('demo/scenario', root) };
    const past = { habits: new URL('demo/habits', root), history: new URL('demo/history', root) };
    return { kind: 'demo', login: { url, username, password }, stage, past: hasPast ? past : null };
  }
  return { kind: 'form', preset: { url, username: username ?? '' } };
}

/**
 * The simulated home at that address. null: it is somebody's own. So is one on the broker that `npm start -- --no-home` opens: what is
 * connected there is real, and so is what is done to it.
 */
export function stageAt(start: Start | null, url: string): Stage | null {
  if (start?.kind !== 'demo' || start.login.url !== url || start.stage.scenarios.length === 0) return null;
  return start.stage;
}

/** Asks the page's own server for its offer. Most servers have none, and say so in their own ways. */
export function fetchOffer(root: URL, get: typeof fetch = fetch): Promise<unknown> {
  return fetchJson(new URL('demo', root), get);
}

/** null: it is not there, or no JSON. */
export async function fetchJson(address: URL, get: typeof fetch = fetch): Promise<unknown> {
  try {
    return JSON.parse((await fetchText(address, get)) ?? 'null');
  } catch {
    return null;
  }
}

/** What is said to be JSON, for somebody else to read; null: it is not there. */
export async function fetchText(address: URL, get: typeof fetch = fetch): Promise<string | null> {
  try {
    const answer = await get(address, { cache: 'no-store' });
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return answer.ok && isJson ? await answer.text() : null;
  } catch {
    return null;
  }
}
