import { expect, test } from 'vitest';

import type { AlertSignal, Sighting } from '@/core/alerts/alert';
import { openBook, openBookChanges } from '@/core/alerts/alert-book';
import { take } from '@/core/alerts/alert-steps';
import { incidentsOf } from '@/core/alerts/incident';
import { ringStory } from '@/scenarios/ring-story';
import { scenarios } from '@/scenarios/scenarios';
import { compareVersions } from '@/firmware/version-order';
import { loadedConventions } from '@/session/hearing/conventions.testing';
import { openPipeline } from '@/session/hearing/pipeline';
import { connectedDevices, happenLater, openHome, step } from '@/simulator/home';
import type { SimulatedMessage } from '@/simulator/types';

import { openDetection } from './detection';
import { rulesOf } from './rules';

const evening = Date.UTC(2026, 10, 24, 18);
const encoder = new TextEncoder();
/** how long an attack may go on before it is told, and how long after its end a decoy is watched */
const patienceSeconds = 60;
const lastsSeconds = 400;

/** What befalls a home that was listened to for some minutes, in seconds since it began. */
function befall(plan: (typeof scenarios)[number]['plan'], seed: number) {
  const opened = openHome({ seed, startAt: evening, cameras: true });
  const pipeline = openPipeline(loadedConventions, () => {});
  const detection = openDetection({ home: pipeline.home, known: null, rules: rulesOf(compareVersions) });
  const told: { readonly second: number; readonly device: string; readonly sighting: Sighting }[] = [];
  let began = Number.POSITIVE_INFINITY;

  const note = (at: number, signals: readonly AlertSignal[]) => {
    for (const signal of signals) {
      if (signal.type !== 'seen' || at < began) continue;
      const { sighting } = signal;
      const device = pipeline.home.devices.get(sighting.device ?? '')?.name ?? '';
      told.push({ second: (at - began) / 1_000, device, sighting });
    }
  };
  const hear = ({ topic, payload, retain }: SimulatedMessage, at: number, first = false) => {
    const message = { topic, payload: encoder.encode(payload), retained: first && retain, at };
    note(at, detection.tick(at));
    const decoded = pipeline.hear(message).decoded;
    const { changed, removed } = pipeline.changes;
    const observations = decoded?.observations ?? [];
    note(at, detection.hear({ at, retained: message.retained, topic, observations, changed, removed }));
    changed.clear();
    removed.clear();
  };
  const live = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      const told = step(opened.home, 1);
      for (const message of told.messages) hear(message, opened.home.now);
      for (const message of told.ofDevices) if ('payload' in message) hear(message, opened.home.now);
      note(opened.home.now, detection.tick(opened.home.now));
    }
  };

  for (const message of opened.messages) hear(message, evening, true);
  for (const { id, about } of connectedDevices(opened.home)) {
    const topic = `gatehouse/v1/device/${id}/about`;
    hear({ topic, payload: JSON.stringify(about), retain: true, qos: 1 }, evening, true);
  }
  detection.lookedOver();
  live(300);
  began = opened.home.now;
  happenLater(opened.home, plan(opened.home));
  live(lastsSeconds);
  return told;
}

test.each(scenarios.filter(({ alerts }) => alerts.length > 0))(
  '$name is told in time',
  { timeout: 30_000 },
  ({ plan, alerts }) => {
    for (const seed of [3, 7, 11]) {
      const right = befall(plan, seed).find(({ sighting }) => alerts.includes(sighting.class));
      expect(right?.second).toBeLessThan(patienceSeconds);
    }
  },
);

/** The home of the stories has a door that comes and goes by itself, and small batteries. */
const everyday = new Set(['Shed door', 'Garage/Motion']);

test.each(scenarios.filter(({ alerts }) => alerts.length === 0))(
  '$name warns nobody',
  { timeout: 30_000 },
  ({ plan }) => {
    for (const seed of [3, 7, 11]) {
      const told = befall(plan, seed).filter(({ device }) => !everyday.has(device));
      const warnings = told.filter(({ sighting }) => sighting.severity !== 'info');
      expect(warnings.map(({ second, sighting }) => `${second} s: ${sighting.title}`)).toEqual([]);
    }
  },
);

test('the stranger in the camera is one incident within five seconds of his first act', { timeout: 30_000 }, () => {
  for (const seed of [3, 7, 11]) {
    const told = befall(ringStory.plan, seed).filter(({ device }) => device === 'Garden camera');
    const book = openBook();
    const became = told.find(({ second, sighting }) => {
      take(book, { type: 'seen', sighting }, second, openBookChanges());
      return incidentsOf(book.alerts.values()).length > 0;
    });
    expect(became?.second).toBeLessThanOrEqual(1 + 5);
    for (const { second, sighting } of told) take(book, { type: 'seen', sighting }, second, openBookChanges());
    const [incident, ...others] = incidentsOf(book.alerts.values());
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ severity: 'critical', state: 'open' });
  }
});
