import { describe, expect, test } from 'vitest';

import { conventions } from '@/session/conventions';

import { capturesAreHere, compare, line, linesOf, whatIsShown, type Difference } from './agreement';
import type { Convention } from './convention';
import { frigate } from './frigate/frigate';
import { homie } from './homie/homie';
import { expectFoundByFilters } from './listen.testing';
import { nukiHub } from './nuki-hub/nuki-hub';
import { nuki } from './nuki/nuki';
import { wyzeBridge } from './wyze-bridge/wyze-bridge';
import { zwaveJsUi } from './zwave-js-ui/zwave-js-ui';

/** Why a field of a device is not as the expected file has it. */
type Explained = { readonly device: string; readonly field: string; readonly because: string };
type Capture = {
  readonly name: string;
  readonly explained?: readonly Explained[];
  /** PINs, codes and passwords that stand in its messages */
  readonly secrets?: readonly RegExp[];
};

/** Each through all conventions, as in a home: whoever a message does not concern must make nothing of it. */
const captures: readonly Capture[] = [
  { name: 'zigbee2mqtt-2.14.1-simulated-radio' },
  { name: 'zigbee2mqtt-frontend-onconnect' },
  { name: 'zigbee2mqtt-windfront-mocks' },
  { name: 'homie-convention-examples' },
  { name: 'frigate-docs-and-e2e-mocks' },
  {
    name: 'zwave-js-ui-nodes',
    explained: [
      {
        device: '61',
        field: 'rssi',
        because: 'the statistics event that comes last says -70; the expected file allows it in its notes',
      },
    ],
    secrets: [/"1234"|1234(?=\\?")/],
  },
];

/** Captures that tell what was retained, each through the filters of its own convention only. */
const subscribed: readonly { readonly name: string; readonly convention: Convention }[] = [
  { name: 'homie-convention-examples', convention: homie },
  { name: 'frigate-docs-and-e2e-mocks', convention: frigate },
  { name: 'zwave-js-ui-nodes', convention: zwaveJsUi },
  { name: 'nuki-hub-assembled', convention: nukiHub },
  { name: 'homeassistant-nuki-official-and-updates', convention: nuki },
  { name: 'homeassistant-wyze-bridge-run', convention: wyzeBridge },
];

const why = capturesAreHere ? '' : ' (skipped: ../shared with the captured messages is not beside this clone)';

describe.skipIf(!capturesAreHere)(`captured messages of real software${why}`, () => {
  test.each(captures)('$name is understood device by device and field by field', (capture) => {
    const { name, explained = [] } = capture;
    const agreement = compare(name, conventions);
    process.stdout.write(`${line(name, agreement)}\n`);
    expect(agreement.missing).toEqual([]);
    expect(agreement.unexpected).toEqual([]);
    expect(agreement.differences.filter((one) => !explained.some((other) => isAbout(other, one)))).toEqual([]);
  });

  test.each(subscribed)('who connects to a broker later finds in $name what was said', ({ name, convention }) => {
    expectFoundByFilters(convention, linesOf(name));
  });

  const withSecrets = captures.filter(({ secrets = [] }) => secrets.length > 0);

  test.each(withSecrets)('no code or password in $name is shown or kept', ({ name, secrets = [] }) => {
    const shown = whatIsShown(name, conventions);
    for (const secret of secrets) expect(shown).not.toMatch(secret);
  });
});

function isAbout(explained: Explained, { device, field }: Difference): boolean {
  return explained.device === device && explained.field === field;
}
