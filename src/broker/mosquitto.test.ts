import { expect, test } from 'vitest';

import { findProgram } from './mosquitto.testing';

test('without Mosquitto the tests say what to install', () => {
  expect(() => findProgram('mosquitto-of-tomorrow')).toThrow('apt-get install mosquitto');
});
