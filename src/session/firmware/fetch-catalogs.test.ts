import { expect, test } from 'vitest';

import { fetchCatalogs } from './fetch-catalogs';

const folder = new URL('https://home.example/gatehouse/catalogs/');

/** A site that has these files and answers everything else as `otherwise`. */
function site(files: Readonly<Record<string, string>>, otherwise = new Response('no', { status: 404 })) {
  const asked: string[] = [];
  const get: typeof fetch = async (address) => {
    const url = address instanceof URL ? address.href : '';
    asked.push(url);
    const text = files[url.replace(folder.href, '')];
    return text === undefined ? otherwise : new Response(text);
  };
  return { asked, get };
}

test('what the index lists is fetched from beside the page, and from nowhere else', async () => {
  const { asked, get } = site({
    'index.json': '{"files":["a.json","https://evil.example/b.json","../c.json",7]}',
    'a.json': 'A',
  });
  expect(await fetchCatalogs(folder, get)).toEqual(['A']);
  expect(asked.every((address) => address.startsWith(folder.href))).toBe(true);
});

test.each([
  ['has none', {}],
  ['answers everything with its page', { 'index.json': '<!doctype html>' }],
  ['lists nothing', { 'index.json': '[]' }],
  ['lists what is not there', { 'index.json': '{"files":["gone.json"]}' }],
])('a site that %s is no trouble', async (_how, files) => {
  expect(await fetchCatalogs(folder, site(files).get)).toBeNull();
});

test('nor is being offline', async () => {
  expect(await fetchCatalogs(folder, () => Promise.reject(new TypeError('offline')))).toBeNull();
});
