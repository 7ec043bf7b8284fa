import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { firstKept } from './memory';
import { hasStateFile, openStateFile } from './state-file';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'gatehouse-device-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const first = firstKept({ slot: 'a', username: 'cam.a', password: 'old' });
const next = { slot: 'b', username: 'cam.b', password: 'new', rotation: 'r-1', sequence: 4 } as const;

describe('the state of a device on disk', () => {
  test('is there again after a start, with both passwords and the key', () => {
    const kept = { ...first, holding: { ...first.holding, next, lastSequence: 4 } };
    openStateFile(directory).save(kept);
    expect(openStateFile(directory).load()).toEqual(kept);
  });

  test('is read and written by its owner only, and leaves no draft beside it', () => {
    openStateFile(directory).save(first);
    expect(readdirSync(directory)).toEqual(['device.json']);
    expect(statSync(join(directory, 'device.json')).mode & 0o777).toBe(0o600);
  });

  test('makes the directory that it is to stand in', () => {
    const inner = join(directory, 'devices', 'porch');
    expect(hasStateFile(inner)).toBe(false);
    openStateFile(inner).save(first);
    expect(hasStateFile(inner)).toBe(true);
    expect(statSync(inner).mode & 0o777).toBe(0o700);
  });

  test('stays as it was when the new one cannot be written', () => {
    const file = openStateFile(directory);
    file.save(first);
    mkdirSync(join(directory, 'device.json.new')); // stands in the way of the draft
    expect(() => file.save({ ...first, holding: { ...first.holding, next } })).toThrow();
    expect(file.load()).toEqual(first);
  });

  test('a draft that a power cut left behind is no state', () => {
    writeFileSync(join(directory, 'device.json.new'), '{"format":"gatehouse-dev');
    openStateFile(directory).save(first);
    expect(openStateFile(directory).load()).toEqual(first);
    expect(existsSync(join(directory, 'device.json.new'))).toBe(false);
  });

  test.each([null, '', '{"format":"gatehouse-dev'])(
    'that becomes %j while the device runs costs it nothing, and is whole again once something is kept',
    (text) => {
      const file = openStateFile(directory);
      file.save(first);
      const running = openStateFile(directory);
      running.load();
      if (text === null) rmSync(directory, { recursive: true });
      else writeFileSync(join(directory, 'device.json'), text);
      expect(running.load()).toEqual(first);
      const kept = { ...running.load(), holding: { ...first.holding, next } };
      running.save(kept);
      expect(openStateFile(directory).load()).toEqual(kept);
    },
  );

  test.each(['', '{}', '[]', 'null', '{"format":"gatehouse-device/2"}'])(
    'that is %j is not taken for one, and not overwritten either',
    (text) => {
      writeFileSync(join(directory, 'device.json'), text);
      expect(() => openStateFile(directory).load()).toThrow(/is not the state of a device/);
      expect(readFileSync(join(directory, 'device.json'), 'utf8')).toBe(text);
    },
  );
});
