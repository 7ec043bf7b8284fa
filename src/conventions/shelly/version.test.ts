import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isNewer } from './version';

describe('of two versions of a Shelly', () => {
  test.each([
    ['1.7.5', '1.7.4', true],
    ['1.10.0', '1.9.9', true],
    ['1.4.0', '1.4.2-beta1', false],
    ['1.5.1', '1.5.1-beta1', true],
    ['1.5.1-beta10', '1.5.1-beta9', true],
    ['1.7.0-miniemg4prod0', '2.0.0-beta1', false],
    ['1.3.3', '1.2.2-plugazprod0', true],
    ['20230913-112003/v1.14.0-gcb84623', '20200527-142209/v1.7.0-rc8@6f7ea363', true],
    ['20241106-112037/v1.14.1-rc1-6-gfb43488e8', '20240117-143427/v1.14.1-rc1-3-gd248c7ff7', true],
    ['20230913-112003/v1.14.0-gcb84623', '20231107-162940/v1.14.1-rc1-g0617c15', false],
    ['20240101-000000/v1.14.0-g1234567', '20230101-000000/v1.14.0-g7654321', true],
    ['1.7.5', '1.7.5', false],
    ['newest', '1.7.5', null],
    ['', '', false],
  ])('%s offered to one with %s is newer: %s', (offered, installed, newer) => {
    expect(isNewer(offered, installed)).toBe(newer);
  });

  test('never is each newer than the other', () => {
    const number = fc.nat({ max: 20 });
    const version = fc
      .tuple(number, number, fc.option(fc.constantFrom('beta1', 'beta2', 'beta11', 'rc1', 'dev96845'), { nil: null }))
      .map(([major, minor, preview]) => `${major}.${minor}.0${preview === null ? '' : `-${preview}`}`);
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(isNewer(one, other) === true && isNewer(other, one) === true).toBe(false);
        if (one !== other) expect(isNewer(one, other)).not.toBe(isNewer(other, one));
      }),
    );
  });
});
