import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { expect, expectAccessible, test } from '../fixtures';

const root = join(import.meta.dirname, '../..');

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

test('a newcomer starts it with one command and sees a home that lives', async ({ page, misdeeds }, { project }) => {
  test.skip(project.name !== 'embedded', 'npm start brings its own broker');
  const [port, brokerPort] = [await freePort(), await freePort()];
  const args = ['--import', 'tsx', 'src/cli/start.ts', '--port', String(port), '--broker-port', String(brokerPort)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const line of createInterface(child.stdout)) if (line.startsWith('Gatehouse is ready')) break;
    await page.goto(`http://localhost:${port}/`);
    await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Connected');
    await expect(page.getByText('This is a simulated home')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('');
    await expect(page.getByRole('link', { name: /Front door\b.*Locked/ }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: /Living room climate.*°C/ })).toBeVisible({ timeout: 40_000 });
    // its owner may read all that there is to read
    await expect(page.getByText(/withheld/)).toHaveCount(0);
    await expectAccessible(page);
    expect(misdeeds).toEqual([]);
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await gone;
  }
  expect(child.exitCode).toBe(0);
});
