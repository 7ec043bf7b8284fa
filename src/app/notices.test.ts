import { expect, test } from 'vitest';

import type { Alert, AlertClass, Severity } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { wellAgainWords } from '@/core/alerts/danger-over';

import { openNotices } from './notices';

const at = (seconds: number, kind: AlertClass, severity: Severity, device: string | null = 'cam'): Alert =>
  alertOf({
    id: `${kind}-${seconds}`,
    t: 1_000_000 + seconds * 1_000,
    class: kind,
    device,
    subject: device ?? 'owner',
    severity,
    title: `${kind} happened`,
    evidence: [],
  });
const login = at(0, 'client_takeover', 'warning', null);
const viewer = at(5, 'camera_viewer', 'info');
const moved = at(10, 'camera_moved', 'info');
const talk = at(15, 'camera_talk', 'warning');
const account = at(20, 'account_changed', 'warning', null);
const incident = 'A stranger may be in your camera: somebody watches and turned it';

/** A page, and what it shows as these alerts open in one batch. */
function page(before: readonly Alert[] = []) {
  const noticesAfter = openNotices(before);
  const shown = (...changed: readonly Alert[]) => {
    const ids = changed.map(({ id }) => id);
    return noticesAfter({ changed, gone: [], fresh: ids, notify: ids });
  };
  return { noticesAfter, shown, titles: (...changed: readonly Alert[]) => shown(...changed).map(({ title }) => title) };
}

test('a critical incident is a notification as soon as it is one, once, though what makes it one is worth knowing only', () => {
  const { titles, shown } = page();
  expect([titles(login), titles(viewer)]).toEqual([['client_takeover happened'], []]);
  const [notice] = shown(moved);
  expect(notice).toMatchObject({ title: incident, tag: 'incident-camera-client_takeover-0', path: '/alerts' });
  expect(notice?.body).toMatch(/^Critical\. Make the camera look away/);
  expect([titles(talk), titles(account)]).toEqual([['camera_talk happened'], ['account_changed happened']]);
});

test('what comes about all at once is one notification, and what is no part of it another', () => {
  const battery = at(6, 'battery_low', 'warning', 'window');
  expect(page().titles(login, viewer, moved, talk, account, battery)).toEqual([
    'battery_low happened',
    'A stranger may be in your camera: somebody watches, turned it, speaks through it and changed who may log in',
  ]);
});

test('what another page of the session showed, or was there before, is no news when it goes on', () => {
  const story = [login, viewer, moved];
  const byAnother = page();
  const fresh = story.map(({ id }) => id);
  expect(byAnother.noticesAfter({ changed: story, gone: [], fresh, notify: [] })).toEqual([]);
  const laterOpened = page();
  expect(laterOpened.noticesAfter({ changed: story, gone: [], fresh: [], notify: [] })).toEqual([]);
  for (const home of [byAnother, laterOpened, page(story)]) expect(home.titles(talk)).toEqual(['camera_talk happened']);
});

test('an incident that a person closed is a notification again where it goes further, and not where it only goes on', () => {
  const { titles, noticesAfter } = page();
  titles(login, viewer, moved);
  const closed = [login, viewer, moved].map((alert) => ({ ...alert, state: 'resolved' as const, endedAt: alert.t }));
  noticesAfter({ changed: closed, gone: [], fresh: [], notify: [] });
  expect(titles(at(30, 'client_takeover', 'warning', null))).toEqual(['client_takeover happened']);
  expect(titles(account)).toEqual([
    'A stranger may be in your camera: somebody watches, turned it and changed who may log in',
  ]);
});

test('an alert is a notification again when it gets worse, and where it is worth knowing only, none', () => {
  const { titles } = page();
  const role = { ...account, severity: 'info', title: 'A role was made' } as const;
  expect([titles(role), titles({ ...role, severity: 'warning', title: 'A log-in was made' })]).toEqual([
    [],
    ['A log-in was made'],
  ]);
});

test('danger to people or the house is a notification of its own each time, and what is mild beside it comes with the story', () => {
  const danger = (device: string, what: string): Alert => ({
    ...at(0, 'safety', 'critical', device),
    id: `${device} ${what}`,
    subject: `${device} ${what}`,
    title: `${device}: ${what}`,
  });
  const { titles } = page();
  expect(titles(danger('kitchen', 'smoke'))).toEqual(['kitchen: smoke']);
  expect(titles(danger('hall', 'smoke'))).toEqual(['hall: smoke']);
  expect(page().titles(danger('terrace', 'glass'), at(5, 'tamper', 'warning', 'window'))).toEqual([
    'terrace: glass',
    'Somebody may be breaking in: glass broke and a device was tampered with',
  ]);
});

test('that a danger has ended takes the place of the notification of it, once', () => {
  const { noticesAfter, shown } = page();
  const title = 'The hall detector reports smoke';
  const smoke = { ...at(0, 'safety', 'critical', 'hall'), subject: 'hall smoke', title };
  const [began] = shown(smoke);
  const ended = {
    ...smoke,
    endedAt: smoke.t + 300_000,
    evidence: [{ t: smoke.t + 1_000, topic: 'z', text: wellAgainWords.smoke }],
  };
  const after = () => noticesAfter({ changed: [ended], gone: [], fresh: [], notify: [] });
  expect(after()).toMatchObject([{ title: 'The hall detector reports no smoke any more', tag: began?.tag }]);
  expect(after()).toEqual([]);
  const [other, lid] = [page([smoke]), at(400, 'tamper', 'critical', 'window')];
  const both = other.noticesAfter({ changed: [ended, lid], gone: [], fresh: [lid.id], notify: [lid.id] });
  expect(both.map(({ title: told }) => told)).toEqual([
    'The hall detector reports no smoke any more',
    'tamper happened',
  ]);
});
