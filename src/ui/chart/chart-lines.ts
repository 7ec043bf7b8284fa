const colours = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)'] as const;
const dashes = ['none', '6 4', '2 4'] as const;

/** How the n-th line of a chart is drawn; told apart by its dashes where colours are not seen. */
export function lineStyles(index: number): { readonly stroke: string; readonly strokeDasharray: string } {
  return {
    stroke: colours[index % colours.length] ?? colours[0],
    strokeDasharray: dashes[index % dashes.length] ?? dashes[0],
  };
}
