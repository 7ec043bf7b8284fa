import { describe, expect, test } from 'vitest';

import { alertOf } from './alert.testing';
import { unreadableName } from '../happening';
import { candidatesIn, logInWords, suspectsIn } from './suspects';

const changed = (subject: string, ...texts: readonly string[]) =>
  alertOf({ class: 'account_changed', subject, evidence: texts.map((text) => ({ t: 1, topic: '', text })) });

test('who made himself a second log-in is named with it, and whose password he changed is not', () => {
  const thief = changed(
    'installer',
    'A log-in was made: helper, by installer (client laptop)',
    'The password of owner was replaced, by installer (client laptop)',
  );
  expect(suspectsIn([thief, thief, alertOf()])).toEqual(['installer', 'helper']);
});

test('whose name cannot be read is no log-in that could be refused', () => {
  expect(suspectsIn([changed(unreadableName), changed('installer')])).toEqual(['installer']);
});

test('nobody is suspected where no log-in was named', () => {
  expect(suspectsIn([alertOf({ class: 'camera_talk' })])).toEqual([]);
});

describe('who had come in from a strange client before somebody looked through the camera', () => {
  const cameIn = (username: string, address: string | null, clientId = 'laptop-3f') => ({
    t: 1,
    topic: '$SYS/broker/log',
    text: logInWords({ username, clientId, address }),
  });
  const watched = alertOf({
    class: 'camera_viewer',
    evidence: [cameIn('installer', '192.168.1.66'), cameIn('guest', null, 'a, b\nc')],
  });

  test('may have done it, and is named once', () => {
    expect(candidatesIn([watched, watched])).toEqual(['installer', 'guest']);
    expect(suspectsIn([watched])).toEqual([]);
  });

  test('is no candidate any more when he made a log-in', () => {
    expect(candidatesIn([watched, changed('installer')])).toEqual(['guest']);
  });
});
