import { expect, passwords, test } from '../fixtures';
import { openPushServer } from '../push-server';
import { startWatch } from '../watch-process';

// three times a process is started, and a broker once
test.setTimeout(180_000);

const token = 'tk_5f1c9e';
const siren = 'zigbee2mqtt/Hallway siren/set';
/** warnings that stand until a person deals with them, whatever the household says next */
const door = 'The front door gives away a password or key';
const keypad = 'The front door keypad gives away a code entered at a keypad';
const hourMs = 3_600_000;

/** From an hour ago to an hour from now, in UTC: whenever the story is told, these are quiet. */
function quietNow(): string {
  const clock = (at: number) => new Date(at).toISOString().slice(11, 16);
  return `${clock(Date.now() - hourMs)}-${clock(Date.now() + hourMs)}`;
}

test('a watcher tells on the broker, by the siren and by ntfy, again until it is told, and the page says how it went', async ({
  broker,
  gatehouse,
  household: _,
  page,
  somebody,
}, { outputDir }) => {
  const push = await openPushServer();
  const told: { readonly topic: string; readonly payload: string }[] = [];
  somebody.on('message', (topic, payload) => told.push({ topic, payload: payload.toString() }));
  await somebody.subscribeAsync(['home/alerts', siren], { qos: 1 });
  const toldOn = (topic: string) => told.filter((one) => one.topic === topic).map(({ payload }) => payload);
  const pushedOf = (title: string) => push.pushed.filter(({ message }) => String(message['message']).startsWith(title));
  const say = (device: string, state: object) =>
    somebody.publishAsync(`zigbee2mqtt/${device}`, JSON.stringify(state), { qos: 1 });
  const flags = ['--broker', broker.url, '--username', 'admin', '--publish', '--state', `${outputDir}/watch`];
  const ways = ['--notify-topic', 'home/alerts', '--siren-topic', siren, '--notify-ntfy', `${push.url}/alerts`];
  const start = (...more: readonly string[]) =>
    startWatch([...flags, ...ways, ...more], { GATEHOUSE_PASSWORD: passwords.admin, GATEHOUSE_NTFY_TOKEN: token });
  const sign = page.getByRole('status', { name: 'Watch', exact: true });
  const section = gatehouse.region('Day and night');

  let watch = start();
  await gatehouse.enter('/', passwords.owner);
  await gatehouse.go('Settings');
  await expect(sign).toContainText('Watched day and night', { timeout: 45_000 });
  await expect(section).toContainText('by a message on the broker, by the siren when it is critical, by ntfy');
  await expect(section).toContainText('Nothing yet');
  await expect.poll(watch.output, { timeout: 30_000 }).toContain('Watching');

  // its server is out of order: it is tried again until it is told, and meanwhile the page says so
  push.answerWith(500);
  await say('Front door', { password: 'hunter2-hunter2' });
  await expect(section).toContainText(/Not delivered (just now|1 min ago): The front door gives away .* answered 500/);
  await expect(section).toContainText('1 message');
  await expect.poll(() => toldOn('home/alerts').filter((one) => one.includes(door))).toHaveLength(1);
  push.answerWith(200);
  await expect(section).toContainText(/Delivered just now: The front door gives away/, { timeout: 45_000 });
  await expect(section).not.toContainText('1 message');
  const tries = pushedOf(door).map(({ status }) => status);
  expect([tries[0], tries.at(-1)]).toEqual([500, 200]);
  expect(tries.filter((status) => status === 200)).toHaveLength(1);
  for (const { headers } of push.pushed) expect(headers.authorization).toBe(`Bearer ${token}`);
  expect(toldOn(siren)).toEqual([]);

  await section.getByRole('button', { name: 'Send a test' }).click();
  await expect(section).toContainText(/Delivered just now: This is a test of Gatehouse’s watcher/);
  await expect.poll(() => pushedOf('This is a test')).toHaveLength(1);
  await expect.poll(() => toldOn('home/alerts').at(-1)).toContain('This is a test');
  expect(toldOn(siren)).toEqual([]);

  await broker.kill();
  await expect(gatehouse.connection).toContainText('Reconnecting');
  await broker.restart();
  await expect(gatehouse.connection).toContainText('Connected', { timeout: 45_000 });
  await expect(sign).toContainText('Watched day and night', { timeout: 45_000 });
  // the siren is told once: whoever is to hear it has to listen again first
  await expect(async () => {
    await somebody.publishAsync('home/alerts', 'Does anybody hear?', { qos: 1 });
    await expect.poll(() => toldOn('home/alerts'), { timeout: 2_000 }).toContain('Does anybody hear?');
  }).toPass({ timeout: 30_000 });
  await expect(async () => {
    await say('Kitchen smoke', { smoke: true });
    await expect.poll(() => toldOn(siren), { timeout: 2_000 }).not.toEqual([]);
  }).toPass();
  expect(toldOn(siren).map((payload) => JSON.parse(payload) as unknown)).toEqual([
    { warning: { mode: 'burglar', level: 'high', strobe: true, duration: 60 } },
  ]);
  await expect
    .poll(() => pushedOf('The kitchen smoke reports smoke').map(({ message }) => message['priority']))
    .toEqual([5]);

  await watch.end();
  await expect(sign).toContainText('The watcher of your home has stopped');
  let said = watch.output();

  // in quiet hours only the critical comes through; the rest waits, also for another start
  watch = start('--quiet-hours', quietNow(), '--time-zone', 'UTC');
  await expect(sign).toContainText('Watched day and night', { timeout: 45_000 });
  await expect.poll(watch.output, { timeout: 30_000 }).toContain('Watching');
  await say('Front door keypad', { action: 'disarm', action_code: '739155' });
  await expect.poll(watch.output).toContain(keypad);
  await expect(section).toContainText('2 messages');
  await say('Bedroom window', { tamper: true });
  await expect.poll(() => pushedOf('The bedroom window says')).toHaveLength(1);
  expect(
    [...toldOn('home/alerts'), ...push.pushed.map(({ message }) => String(message['message']))].join('\n'),
  ).not.toContain(keypad);
  await watch.end();
  said += watch.output();

  watch = start();
  await expect.poll(() => pushedOf(keypad), { timeout: 45_000 }).toHaveLength(1);
  await expect.poll(() => toldOn('home/alerts').filter((one) => one.includes(keypad))).toHaveLength(1);
  await watch.end();
  said += watch.output() + toldOn('home/alerts').join('\n') + JSON.stringify(push.pushed.map(({ message }) => message));
  for (const secret of [token, passwords.admin, 'hunter2', '739155']) expect(said).not.toContain(secret);
  await push.close();
});
