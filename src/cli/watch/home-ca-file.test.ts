import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { toBase64 } from '@/core/base64';
import { openAuthority, openSigner } from '@/credentials/signatures/signing.testing';
import { replay } from '@/session/replay/replay';

import { UsageError } from '../options';
import { openHomeCaFile } from './home-ca-file';

const directory = mkdtempSync(join(tmpdir(), 'gatehouse-home-ca-'));
afterAll(() => rmSync(directory, { recursive: true }));

const now = Date.UTC(2026, 10, 24, 12);

test(
  'a watcher refuses what the home took back from the moment at which the file says so',
  { timeout: 30_000 },
  async () => {
    const authority = await openAuthority('Our home', now);
    const camera = await openSigner('drive-camera');
    const { issued, chain } = await authority.chainFor(camera);
    const about = JSON.stringify({ name: 'Drive camera', kind: 'camera', signing: { chain } });
    const line = { t: now, topic: `gatehouse/v1/device/${camera.id}/about`, payload: about, retain: true };
    const path = join(directory, 'home-ca.pem');
    const said: string[] = [];
    const classes = async (anchors: Awaited<ReturnType<typeof openHomeCaFile>>) => {
      const { alerts } = await replay([JSON.stringify(line)], { anchors, timeZone: 'UTC' });
      return [...alerts.values()].map((alert) => alert.class);
    };

    writeFileSync(path, await authority.fileRevoking());
    const anchors = await openHomeCaFile(path, (sentence) => said.push(sentence));
    expect(await classes(anchors)).not.toContain('certificate_changed');
    writeFileSync(path, await authority.fileRevoking(issued));
    expect(await classes(anchors)).toContain('certificate_changed');

    writeFileSync(path, 'half a file');
    expect(await classes(anchors)).toContain('certificate_changed');
    rmSync(path);
    for (const _ of [1, 2]) expect((await anchors()).map(({ certificate }) => toBase64(certificate))).toHaveLength(1);
    expect(said).toEqual([
      expect.stringMatching(/There is no certificate in it\. What stood there before is still trusted\.$/),
      expect.stringMatching(/cannot be read \(ENOENT\)\. What stood there before is still trusted\.$/),
    ]);
  },
);

test('a file that is not there is told at the start', async () => {
  await expect(openHomeCaFile(join(directory, 'none.pem'), () => {})).rejects.toThrow(UsageError);
});
