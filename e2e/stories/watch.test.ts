import { readFileSync, writeFileSync } from 'node:fs';

import { topicWay } from '@/cli/delivery/topic-way';
import { openHomeWatch } from '@/cli/watch/home-watch';
import { openStateDirectory } from '@/cli/watch/state-directory';
import { scenarios } from '@/scenarios/scenarios';
import { replayText } from '@/session/replay/replay-text';
import { happenLater, openHome, step } from '@/simulator/home';
import type { SimulatedMessage } from '@/simulator/types';

import { expect, expectAccessible, passwords, test } from '../fixtures';

test('a closed page is silent until a watcher runs: it can be tried from here, and when it stops that is said', async ({
  broker,
  gatehouse,
  household: _,
  page,
}) => {
  const sign = page.getByRole('status', { name: 'Watch', exact: true });
  await gatehouse.enter('/', passwords.owner);
  await expect(sign).toContainText('a closed page is silent');

  const watch = openHomeWatch({
    login: { url: broker.url, username: 'owner', password: passwords.owner },
    publish: true,
    state: openStateDirectory(null, () => {}),
    quietHours: null,
    waysOf: (publish) => [
      topicWay({
        name: 'topic',
        flag: 'notify-topic',
        topic: 'home/alerts',
        template: '{{title}}',
        from: 'warning',
        publish,
      }),
    ],
    write() {},
    say() {},
  });
  watch.ended.catch(() => {});
  await expect(sign).toContainText('Watched day and night');
  await gatehouse.go('Alerts');
  await expect(sign).toContainText('tells you by a message on the broker');
  await expect(sign).toContainText(/It still learns what is usual, [01] of 14 days so far\./);
  await gatehouse.go('Settings');
  const section = gatehouse.region('Day and night');
  await expect(section).toContainText('Nothing yet');
  await expect(section).toContainText(/Learning, [01] of 14 days\. Until then a page that has learned it says/);
  await expect(gatehouse.region('What is usual')).toContainText(/The watcher still learns it, [01] of 14 days so far/);
  await section.getByRole('button', { name: 'Send a test' }).click();
  // on this broker the owner's account may not publish there: that is told too, and the other broker is as strict
  await expect(section).toContainText('This is a test of Gatehouse’s watcher');
  await expectAccessible(page);

  await watch.close();
  await expect(sign).toContainText('The watcher of your home has stopped');
});

test('a recording gives the same alerts to the byte here and in Node', async ({ gatehouse, page }, { outputDir }) => {
  const recording = recordedHour().join('\n');
  const inNode = await replayText(recording);
  const file = `${outputDir}.jsonl`;
  writeFileSync(file, recording);
  await gatehouse.open('/settings');
  const section = gatehouse.region('A recording of messages');
  const chooser = page.waitForEvent('filechooser');
  await section.getByRole('button', { name: 'Choose a recording' }).click();
  await (await chooser).setFiles(file);
  await expect(section.getByRole('status', { name: 'Recording' })).toContainText(/It holds \d+ alerts/);
  const download = page.waitForEvent('download');
  await section.getByRole('button', { name: 'Save its alerts' }).click();
  const inWorker = readFileSync(await (await download).path(), 'utf8');
  expect(inWorker.trimEnd().split('\n')).toEqual(inNode.outcome === 'read' ? inNode.lines : []);
});

/** A home to which every scenario happens, one after the other. */
function recordedHour(): readonly string[] {
  const { home, messages } = openHome({ seed: 9, startAt: Date.UTC(2026, 10, 24, 18) });
  const lines: string[] = [];
  const put = (said: readonly SimulatedMessage[]) => {
    for (const { topic, payload } of said) lines.push(JSON.stringify({ t: home.now, topic, payload }));
  };
  put(messages);
  for (let second = 0; second < 30; second++) put(step(home, 1).messages);
  for (const { plan } of scenarios) {
    happenLater(home, plan(home));
    for (let second = 0; second < 320; second++) put(step(home, 1).messages);
  }
  return lines;
}
