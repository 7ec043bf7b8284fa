import { expect, test } from 'vitest';

import { activityBetween } from './activity';
import { emptyDevice } from './fold/device-merge';
import type { Fact } from './observation';
import { draftOf } from './fold/draft';
import { openHome } from './home';
import { takeFact } from './fold/take-fact';

test.each([
  ['locked', 'unlocked', ['unlocked']],
  ['locked', 'locked', []],
  [null, 'unlocked', []],
] as const)('a lock that says %s, then that it does not know, and then %s has done so much', (first, then, acts) => {
  const home = openHome();
  let device = emptyDevice('lock');
  const done: unknown[] = [];
  const say = (fact: Fact, at: number) => {
    const draft = draftOf(device);
    takeFact(home, draft, { device: 'v', at, retained: false, convention: 'nuki', fact });
    done.push(...activityBetween(device, draft.device).map((one) => (one.type === 'state' ? one.value : one.type)));
    device = draft.device;
  };
  if (first !== null) say({ type: 'state', state: { lock: first } }, 1);
  say({ type: 'untold', key: 'lock' }, 2);
  expect(device.state.lock).toBeUndefined();
  say({ type: 'state', state: { lock: then } }, 3);
  expect(done).toEqual(acts);
});
