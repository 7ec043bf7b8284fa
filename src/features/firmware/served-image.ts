/** The file of this name that the operator serves with the page; null: there is none, or it is no firmware. */
export async function fetchServedImage(fileName: string, mostBytes: number): Promise<ArrayBuffer | null> {
  const address = new URL(`catalogs/zigbee-images/${encodeURIComponent(fileName)}`, document.baseURI);
  const response = await fetch(address, { redirect: 'error', credentials: 'omit' }).catch(() => null);
  // a server of pages answers what it does not have with the page itself
  const isPage = response?.headers.get('content-type')?.includes('html') === true;
  if (response?.ok !== true || isPage) return null;
  if (Number(response.headers.get('content-length') ?? 0) > mostBytes) return null;
  const bytes = await response.arrayBuffer().catch(() => null);
  return bytes === null || bytes.byteLength > mostBytes ? null : bytes;
}

/** SHA-512 in lower-case hexadecimal. */
export async function sumOf(file: ArrayBuffer): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-512', file));
  return [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
