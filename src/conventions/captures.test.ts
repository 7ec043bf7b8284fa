import { describe, expect, test } from 'vitest';

import { conventions } from '@/session/hearing/conventions';

import { capturesAreHere, compare, line, linesOf, messagesOf, whatIsShown, type Difference } from './agreement.testing';
import type { Convention } from './convention';
import { frigate } from './frigate/frigate';
import { homeAssistant } from './home-assistant/home-assistant';
import { homie } from './homie/homie';
import { textOf } from './json';
import { expectFoundByFilters } from './listen.testing';
import { nukiHub } from './nuki-hub/nuki-hub';
import { nuki } from './nuki/nuki';
import { wyzeBridge } from './wyze-bridge/wyze-bridge';
import { zwaveJsUi } from './zwave-js-ui/zwave-js-ui';

/** Where a reader ends up elsewhere than the expected file, and why. */
type Explained = readonly [device: string, field: string, reason: string];

/** Each captured stream through all conventions, as in a home: whoever a message does not concern makes nothing of it. */
const captures: Readonly<Record<string, readonly Explained[]>> = {
  'zigbee2mqtt-2.14.1-simulated-radio': [],
  'zigbee2mqtt-frontend-onconnect': [],
  'zigbee2mqtt-windfront-mocks': [],
  'homeassistant-amcrest2mqtt-run': [],
  'homeassistant-issue-shapes': [
    ['mac:cc:50:e3:a1:b2:c3', 'vendor', 'the plug speaks for itself too, and there its maker is called Shelly'],
    ['mac:cc:50:e3:a1:b2:c3', 'rssi', 'it says -64 on its own topics, as the notes of the capture tell'],
    ['zwavejs2mqtt_0xd0ff3a11_node16', 'battery', '58 on its own Z-Wave value topic, as the notes tell'],
    ['30AEA4112233', 'online', "online by OpenMQTTGateway's own topics, as the notes tell"],
    ['30AEA4112233', 'rssi', "-41 by OpenMQTTGateway's own topics, as the notes tell"],
    ['48AABBCCDDEE', 'rssi', '-79 in the Bluetooth message itself, as the notes tell'],
  ],
  'homeassistant-nuki-official-and-updates': [],
  'homeassistant-openhab-component-tests': [],
  'homeassistant-wyze-bridge-run': [],
  'nuki-hub-assembled': [],
  'tasmota-docs-and-ha-core': [],
  'tasmota-openhab-mock-messages': [],
  'shelly-gen1-matterbridge-mocks': [],
  'shelly-gen2-issue-shapes': [],
  'shelly-gen2-matterbridge-mocks': [],
  'homie-convention-examples': [],
  'frigate-docs-and-e2e-mocks': [],
  'zwave-js-ui-nodes': [['61', 'rssi', 'the statistics event that comes last says -70, which the notes allow']],
};
const names = Object.keys(captures);

/** Captures that tell what was retained, each through the filters of its own convention only. */
const subscribed: readonly (readonly [name: string, convention: Convention])[] = [
  ['homie-convention-examples', homie],
  ['frigate-docs-and-e2e-mocks', frigate],
  ['zwave-js-ui-nodes', zwaveJsUi],
  ['nuki-hub-assembled', nukiHub],
  ['homeassistant-nuki-official-and-updates', nuki],
  ['homeassistant-wyze-bridge-run', wyzeBridge],
];

/** Codes and passwords by the names that the publishers of the captures give them; read here apart from what masks them. */
function secretsIn(text: string): readonly string[] {
  const named = text.matchAll(/"(?:code|action_code|pin_code|\w*password\d?|user_code)":\s*"?([^",{}[\]]{4,})"?/gi);
  return [...named].map(([, secret]) => secret ?? '').filter((secret) => !/^(?:null|true|false)$/.test(secret));
}

let secretsSeen = 0;

const why = capturesAreHere ? '' : ' (skipped: ../shared with the captured messages is not beside this clone)';

describe.skipIf(!capturesAreHere)(`captured messages of real software${why}`, () => {
  test.each(names)('%s is understood device by device and field by field', async (name) => {
    const agreement = await compare(name, conventions);
    process.stdout.write(`${line(name, agreement)}\n`);
    expect(agreement.missing).toEqual([]);
    expect(agreement.unexpected).toEqual([]);
    expect(agreement.differences.map(placeOf)).toEqual(captures[name]?.map(([device, field]) => `${device} ${field}`));
  });

  test.each(names)(
    'no code or password of %s is in a device, an alert, the inventory, or anything that is shown or kept',
    async (name) => {
      const shown = (await whatIsShown(name, conventions)).replaceAll('\\', '');
      const secrets = new Set(messagesOf(name).flatMap(({ payload }) => secretsIn(textOf(payload))));
      for (const secret of secrets)
        expect(shown).not.toMatch(new RegExp(`(?<![\\w.])${secret.replaceAll(/\W/g, '\\$&')}(?![\\w.])`));
      secretsSeen += secrets.size;
    },
  );

  test('there were some to be found', () => expect(secretsSeen).toBeGreaterThan(2));

  test('the code of a lock that Z-Wave JS UI echoes is hidden too', async () => {
    expect(await whatIsShown('zwave-js-ui-nodes', conventions)).not.toMatch(/"1234"|1234(?=\\?")/);
  });

  test.each(subscribed)('who connects to a broker later finds in %s what was said', (name, convention) => {
    expectFoundByFilters(convention, linesOf(name));
  });

  test('a Zigbee network is known by its discovery alone, as far as that tells', async () => {
    const { missing, unexpected, differences } = await compare('zigbee2mqtt-2.14.1-simulated-radio', [homeAssistant]);
    expect([...missing, ...unexpected]).toEqual([]);
    expect(differences.map(placeOf)).toEqual([
      '0x00124b00aabbcc01 name', // discovery names the program, not the stick
      '0x00124b0005512a3c lock_state', // it says UNLOCK; that the bolt did not reach its end stands beside it
      '0x0015bc0038001234 kind', // a keypad is announced as a handful of sensors
    ]);
  });
});

function placeOf({ device, field }: Difference): string {
  return `${device} ${field}`;
}
