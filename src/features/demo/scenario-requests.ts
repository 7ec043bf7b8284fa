import * as v from 'valibot';

import type { RunningScenario } from './offered-scenarios';

/** Why a scenario was not started: it runs already, nobody in this home can play it, or `npm start` does not answer. */
export type StartFailure = 'running' | 'no-part' | 'no-answer';

const runningAnswer = v.object({ running: v.array(v.object({ name: v.string(), secondsLeft: v.number() })) });
const refusal = v.object({ outcome: v.picklist(['running', 'no-part']) });

/** The scenarios that run now. Rejects where the server does not tell. */
export async function fetchRunning(address: URL, get: typeof fetch = fetch): Promise<readonly RunningScenario[]> {
  const answer = await get(address, { cache: 'no-store' });
  return v.parse(runningAnswer, await answer.json()).running;
}

/** null: it was started. Never rejects. */
export async function startScenario(
  address: URL,
  name: string,
  send: typeof fetch = fetch,
): Promise<StartFailure | null> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await send(address, { method: 'POST', headers, body: JSON.stringify({ name }) });
    return answer.ok ? null : v.parse(refusal, await answer.json()).outcome;
  } catch {
    return 'no-answer';
  }
}
