/** The file this page began with; its name holds a hash of what is in it. */
const entry = new URL(import.meta.url).pathname.split('/').at(-1) ?? '';

/**
 * Is there a newer build on the server than the one that is open? Asked of index.html itself, so that it holds with and
 * without a service worker. False where nobody answers: then there is nothing newer to be had.
 */
export async function isOutdated(root: URL, mainFile: string = entry, get: typeof fetch = fetch): Promise<boolean> {
  try {
    const answer = await get(new URL('index.html', root), { cache: 'no-store' });
    const html = answer.ok ? await answer.text() : '';
    // a captive portal answers with a page as well: only one of ours counts
    return html.includes('id="root"') && /assets\/index-[\w-]+\.js/.test(html) && !html.includes(mainFile);
  } catch {
    return false;
  }
}
