import { limits } from '@/core/limits';
import type { Fact, Identifier, VoiceKey } from '@/core/observation';

import type { JsonObject } from '../json';
import { openLastWill, type LastWill } from '../last-will';
import { learn, type Learner } from '../learning';
import { dbmIn, shortIn } from '../loose';
import { macIdentifier } from '../mac';

/** One gateway, by the topic it speaks below: `home/OpenMQTTGateway`. */
export type Gateway = Learner & {
  readonly voice: VoiceKey;
  readonly head: string;
  mac: Identifier | null;
  version: string | null;
  latest: string | null;
  readonly will: LastWill;
};

export function openGateway(head: string): Gateway {
  return {
    isNews: true,
    voice: `openmqttgateway:${head}`,
    head,
    mac: null,
    version: null,
    latest: null,
    will: openLastWill(),
  };
}

export function gatewayIdentity({ head, mac, latest }: Gateway): Fact {
  const own: Identifier = `openmqttgateway:${head.toLowerCase()}`;
  return {
    type: 'identity',
    identifiers: mac === null ? [own] : [mac, own],
    name: head.slice(head.lastIndexOf('/') + 1).slice(0, limits.textLength),
    nameIsDerived: true,
    room: null,
    vendor: null,
    model: null,
    kind: 'hub',
    // builds that tell the newest version can also install it
    capabilities: latest === null ? [] : ['firmware-update'],
    power: null,
    via: null,
    disabled: false,
  };
}

/** `SYStoMQTT`, every two minutes: `{"uptime":360,"version":"v1.7.0","rssi":-41,"mac":"30:AE:A4:11:22:33"}`. */
export function readSystem(gateway: Gateway, system: JsonObject): readonly Fact[] {
  learn(gateway, 'mac', macIdentifier(system['mac']));
  learn(gateway, 'version', shortIn(system['version']));
  const rssiDbm = dbmIn(system['rssi']);
  return [...firmwareOf(gateway), ...(rssiDbm === null ? [] : [{ type: 'signal', rssiDbm } as const])];
}

/** `version`: what gateways before 1.0 say of themselves, as plain text. */
export function readVersion(gateway: Gateway, text: string): readonly Fact[] {
  if (gateway.version === null) learn(gateway, 'version', shortIn(text));
  return firmwareOf(gateway);
}

/** `RLStoMQTT`: the newest release, as the gateway looked it up. */
export function readRelease(gateway: Gateway, release: JsonObject): readonly Fact[] {
  learn(gateway, 'latest', shortIn(release['latest_version']));
  learn(gateway, 'version', shortIn(release['installed_version']));
  return firmwareOf(gateway);
}

function firmwareOf({ version, latest }: Gateway): readonly Fact[] {
  if (version === null && latest === null) return [];
  const updateAvailable = version === null || latest === null ? null : bare(version) !== bare(latest);
  return [{ type: 'firmware', installed: version, latest, updateAvailable }];
}

function bare(version: string): string {
  return version.replace(/^v/i, '');
}
