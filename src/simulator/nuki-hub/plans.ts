import type { ProgramAccount } from '../program';

/** A Nuki Hub with one lock, as its owner has set it up. */
export type NukiHubPlan = {
  /** its account at the broker at first */
  readonly username: string;
  /** its host name, as which it calls itself at the broker too, and the base of its topics unless somebody chose another */
  readonly base: string;
  readonly version: string;
  readonly newest: string;
  readonly ip: string;
  readonly lock: { readonly name: string; readonly number: string; readonly firmware: string };
  /** "Modify Nuki Hub configuration over MQTT", which is off unless somebody switches it on in its web page */
  readonly isConfigurable: boolean;
  /** its web page asks for a one-time code, so every change of its settings has to bring one */
  readonly asksForCode: boolean;
};

export const studioHub: NukiHubPlan = {
  username: 'nuki-hub',
  base: 'nukihub',
  version: '9.15',
  newest: '9.16',
  ip: '192.168.7.81',
  lock: { name: 'Studio door', number: '3C91D07E', firmware: '4.6.6' },
  isConfigurable: true,
  asksForCode: false,
};

/** A password may be in its settings, and a code in what its keypad is told: nobody else hears either. */
export function accountOf({ username, base }: NukiHubPlan): ProgramAccount {
  const settings = `${base}/configuration/action`;
  const codes = `${base}/lock/keypad/actionJson`;
  const house = [`${base}/lock/action`, `${base}/lock/query/keypad`, codes];
  return {
    username,
    clientId: base,
    says: [`${base}/#`],
    hears: [...house, settings],
  };
}
