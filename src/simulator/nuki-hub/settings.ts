import { objectIn } from '../program';
import type { NukiHubPlan } from './plans';

/** What it is set to; it takes effect when it starts again. null: as it was set up. */
export type Settings = { username: string | null; password: string | null };

/** what its non-volatile memory keeps of either; the rest is cut without a word */
const longest = 100;

/**
 * A message on `configuration/action` (technyon/nuki_hub README, "Import and Export"): some of its settings as JSON. Returns
 * what it says on `configuration/commandResult`, and whether it restarts.
 */
export function changeSettings(
  settings: Settings,
  payload: string,
  { asksForCode }: NukiHubPlan,
): { readonly result: object; readonly restarts: boolean } {
  const wanted = objectIn(payload);
  if (wanted === null) return { result: { error: 'invalid' }, restarts: false };
  if (asksForCode) return { result: { error: 'totpRequired' }, restarts: false };
  const result: Record<string, string> = {};
  const { mqttuser: username, mqttpass: password } = wanted;
  if (typeof username === 'string') {
    result['mqttuser'] = word(settings.username !== username);
    settings.username = username.slice(0, longest);
  }
  if (typeof password === 'string') {
    result['mqttpass'] = word(settings.password !== password);
    settings.password = password.slice(0, longest);
  }
  return { result, restarts: Object.values(result).includes('changed') };
}

const word = (isOther: boolean) => (isOther ? 'changed' : 'unchanged');
