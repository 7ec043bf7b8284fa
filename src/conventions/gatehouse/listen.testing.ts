import { readFileSync } from 'node:fs';

import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { Message } from '@/core/message';

import { gatehouse } from './gatehouse';

const encoder = new TextEncoder();
export const now = 1_795_543_210_000;
export const base = 'gatehouse/v1/device/drive-camera';
export const bytesOf = (payload: unknown) =>
  payload instanceof Uint8Array
    ? payload
    : encoder.encode(typeof payload === 'string' ? payload : JSON.stringify(payload));
export const message = (what: string, payload: unknown, more: Partial<Message> = {}): Message => ({
  topic: `${base}/${what}`,
  payload: bytesOf(payload),
  retained: false,
  at: now,
  ...more,
});
/** begins as a JPEG of that size does */
export const jpeg = (length: number, width = 480, height = 270) => {
  const start = [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255];
  return Uint8Array.from({ length }, (_, index) => start[index] ?? index % 251);
};

export const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');

/** The examples of the README, by topic. */
export const examples = new Map(
  readme
    .split('```')[1]
    ?.trim()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf('{'))] as const),
);
export const about = examples.get('about') ?? '';
export const key = examples.get('credential/key') ?? '';

export function listen(messages: readonly Message[]) {
  const reader = gatehouse.open();
  const home = openHome();
  const decoded = messages.map((one) => reader.read(one));
  for (const one of decoded) for (const observation of one?.observations ?? []) fold(home, observation, openChanges());
  return {
    reader,
    home,
    decoded,
    device: home.devices.get('mac:02:47:48:00:04:17'),
    problems: decoded.flatMap((one) => one?.problems ?? []).map(({ reason }) => reason),
  };
}
