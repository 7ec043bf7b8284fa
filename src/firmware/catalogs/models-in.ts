/**
 * The models that a text names: words with letters and digits ("DCS-2530L"), each with its revision where one follows
 * ("TL-WR940N V2"). Numbers of advisories, versions and protocols are no models.
 */
export function modelsIn(text: string): readonly string[] {
  const models: string[] = [];
  for (const part of text.slice(0, 2_048).split(/[,;]|\band\b|\(|\)/)) {
    const words = part.trim().split(/\s+/);
    const at = words.findIndex(isModel);
    if (at === -1) continue;
    const [name = '', next = ''] = words.slice(at);
    const revisions = /^v\d+(?:\/v\d+)*$/i.test(next) ? next.split('/') : [];
    if (revisions.length === 0) models.push(name);
    for (const revision of revisions) models.push(`${name} ${revision}`);
  }
  return [...new Set(models)].slice(0, 64);
}

function isModel(word: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9-]{2,31}$/.test(word) || !/\d/.test(word)) return false;
  return !/^(?:CVE|CWE|RFC|IEEE|HTTP|TLS|SSL|IPv|MD|SHA|WPA|v)-?\d/i.test(word) && /[A-Z]/.test(word);
}
