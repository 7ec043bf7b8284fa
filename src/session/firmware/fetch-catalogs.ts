const indexName = 'index.json';
/** The site is the operator's; more than this is no catalogue all the same. */
const most = { files: 8, characters: 16 * 1024 * 1024 } as const;

/** Where they lie: the worker's file is one folder below the page, whatever path that is served under. */
export function catalogsBeside(workerFile: string): URL {
  return new URL('../catalogs/', workerFile);
}

/**
 * The catalogues that the site serves beside the page, as their index lists them. null: none can be had now, or whoever
 * deployed the page left them out. Never asks anybody but the page's own site.
 */
export async function fetchCatalogs(folder: URL, get: typeof fetch = fetch): Promise<readonly string[] | null> {
  try {
    const index: unknown = JSON.parse(await textOf(new URL(indexName, folder), get));
    const files: unknown = index !== null && typeof index === 'object' && 'files' in index ? index.files : null;
    if (!Array.isArray(files)) return null;
    const names = files
      .filter((name) => typeof name === 'string' && /^[a-z0-9-]+\.json$/.test(name))
      .slice(0, most.files);
    return await Promise.all(names.map((name: string) => textOf(new URL(name, folder), get)));
  } catch {
    return null;
  }
}

async function textOf(address: URL, get: typeof fetch): Promise<string> {
  const answer = await get(address, { redirect: 'error' });
  if (!answer.ok) throw new Error(`${address.pathname} is not there`);
  const text = await answer.text();
  if (text.length > most.characters) throw new Error(`${address.pathname} is too large`);
  return text;
}
