import { describe, expect, test } from 'vitest';

import { capturesAreHere, compare, line } from './agreement';
import { zigbee2mqtt } from './zigbee2mqtt/zigbee2mqtt';

const names = ['zigbee2mqtt-2.14.1-simulated-radio', 'zigbee2mqtt-frontend-onconnect', 'zigbee2mqtt-windfront-mocks'];

const why = capturesAreHere ? '' : ' (skipped: ../shared with the captured messages is not beside this clone)';

describe.skipIf(!capturesAreHere)(`captured messages of real software${why}`, () => {
  test.each(names)('%s is understood device by device and field by field', (name) => {
    const agreement = compare(name, [zigbee2mqtt]);
    process.stdout.write(`${line(name, agreement)}\n`);
    expect(agreement.missing).toEqual([]);
    expect(agreement.unexpected).toEqual([]);
    expect(agreement.differences).toEqual([]);
  });
});
