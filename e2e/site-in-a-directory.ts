import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import sirv from 'sirv';

/** The built page below a directory of a plain web server, which can be off, and get another build. */
export type SiteInADirectory = {
  readonly url: string;
  on(): Promise<void>;
  off(): Promise<void>;
  /** another build: `mark` is in the name of each of its files, as another hash would be */
  deploy(mark: string): void;
  remove(): Promise<void>;
};

export async function openSiteInADirectory(dist: string): Promise<SiteInADirectory> {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-site-'));
  cpSync(dist, directory, { recursive: true });
  let server: Server | null = null;
  let port = 0;

  async function on(): Promise<void> {
    const files = sirv(directory, { dev: true, single: true });
    server = createServer((request, response) => {
      request.url = request.url?.replace(/^\/gate/, '') ?? '/';
      files(request, response, () => void response.writeHead(404).end());
    });
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port; // listens on TCP
  }

  async function off(): Promise<void> {
    const closing = server;
    server = null;
    closing?.closeAllConnections();
    await new Promise<void>((resolve) => (closing === null ? resolve() : closing.close(() => resolve())));
  }

  await on();
  return {
    url: `http://127.0.0.1:${port}/gate`,
    on,
    off,
    deploy(mark) {
      const assets = join(directory, 'assets');
      const names = readdirSync(assets);
      const marked = (name: string) => name.replace(/\.\w+$/, `${mark}$&`);
      const texts = [
        'index.html',
        'service-worker.js',
        ...names.filter((name) => /\.(js|css)$/.test(name)).map((name) => `assets/${name}`),
      ];
      const anyName = new RegExp(names.map((name) => name.replaceAll('.', '\\.')).join('|'), 'g');
      for (const path of texts.map((name) => join(directory, name))) {
        const text = readFileSync(path, 'utf8').replaceAll(anyName, marked);
        writeFileSync(path, text.replace(/("version":")/, `$1${mark}`));
      }
      for (const name of names) renameSync(join(assets, name), join(assets, marked(name)));
    },
    async remove() {
      await off();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
