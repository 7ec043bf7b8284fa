import { expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';
import { incidentsOf } from '@/core/alerts/incident';

import { devicesIn, tasksOf } from './playbook-tasks';

const moved = (device: string) =>
  alertOf({ id: `moved-${device}`, class: 'camera_moved', device, severity: 'warning' });
const account = alertOf({ id: 'account', class: 'account_changed', device: null, severity: 'warning' });
const playbookOf = (...cameras: readonly string[]) =>
  incidentsOf([account, ...cameras.map(moved)]).flatMap(({ playbook }) => playbook);
const shown = (...cameras: readonly string[]) =>
  tasksOf(playbookOf(...cameras)).map(({ steps }) => steps.map(({ act, device }) => `${act} ${device}`));

test('four things to do about a stranger in one camera, each one press', () => {
  expect(shown('garden')).toEqual([['privacy garden'], ['refuse null'], ['rotate garden'], ['save-evidence null']]);
});

test('still four where he is in several, and each camera is named in them', () => {
  expect(shown('garden', 'porch')).toEqual([
    ['privacy garden', 'privacy porch'],
    ['refuse null'],
    ['rotate garden', 'rotate porch'],
    ['save-evidence null'],
  ]);
  expect(tasksOf(playbookOf('garden', 'porch'))[0]?.sentence).toBe(
    'Make each camera look away: from then on nobody sees or hears anything through it.',
  );
});

test('a thing to do stays the same one when another camera turns out to be in the story', () => {
  const namesOf = (...cameras: readonly string[]) => tasksOf(playbookOf(...cameras)).map(({ name }) => name);
  expect(namesOf('garden', 'porch')).toEqual(namesOf('garden'));
  const blinded = [
    alertOf({ id: 'jam', class: 'jamming', device: null }),
    alertOf({ id: 'away', class: 'broker_lost', device: null }),
  ];
  const names = incidentsOf(blinded).flatMap(({ playbook }) => tasksOf(playbook).map(({ name }) => name));
  expect(names).toEqual(['by-hand 1', 'by-hand 2', 'save-evidence 1']);
});

test('an incident is of the devices that something is to be done to', () => {
  expect(devicesIn(playbookOf('garden', 'porch'))).toEqual(['garden', 'porch']);
  expect(devicesIn([])).toEqual([]);
});
