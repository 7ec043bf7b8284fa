/** The rows of a file of comma-separated values (RFC 4180), each by the names that stand in its first. */
export function tableIn(text: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = text.trimEnd().split('\n').map(cellsOf);
  return rows.map((cells) => {
    if (cells.length !== names.length) throw new Error(`A row has ${cells.length} cells: ${cells.join(' | ')}`);
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

/** No cell of ours holds the end of a line. */
function cellsOf(line: string): readonly string[] {
  const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g);
  return [...cells].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain);
}
