import type { GridColumn } from '@/ui/grid/grid-column';

/** Every column that the table can show, in their order: all of them fit beside each other on the widest page (1,080 px). */
export const allColumns = [
  { id: 'select', heading: 'Select', width: '2.5rem' },
  { id: 'name', heading: 'Device', width: 'minmax(8rem, 1.3fr)', sortable: true },
  { id: 'room', heading: 'Room', width: 'minmax(4.5rem, 0.7fr)', sortable: true },
  { id: 'installed', heading: 'Installed', width: 'minmax(5rem, 0.7fr)', sortable: true },
  { id: 'latest', heading: 'Latest', width: 'minmax(5rem, 0.7fr)', sortable: true },
  { id: 'behind', heading: 'Behind', width: 'minmax(5rem, 0.8fr)', sortable: true },
  { id: 'support', heading: 'Support', width: 'minmax(6rem, 0.9fr)', sortable: true },
  { id: 'state', heading: 'State', width: 'minmax(9.5rem, 2.2fr)', sortable: true },
  { id: 'action', heading: 'Action', width: '10.5rem' },
] as const satisfies readonly GridColumn[];

export type Column = (typeof allColumns)[number]['id'];

/** Those that people choose; the others are what the table is for. */
export const optionalColumns = [
  'room',
  'installed',
  'latest',
  'behind',
  'support',
] as const satisfies readonly Column[];
export type OptionalColumn = (typeof optionalColumns)[number];

export const sortColumns = ['state', 'name', 'room', 'installed', 'latest', 'behind', 'support'] as const;
export type SortColumn = (typeof sortColumns)[number];

export function isSortColumn(text: string): text is SortColumn {
  return sortColumns.some((column) => column === text);
}

export function headingOf(id: Column): string {
  return allColumns.find((column) => column.id === id)?.heading ?? id;
}

export function columnsShown(chosen: readonly OptionalColumn[]): readonly GridColumn<Column>[] {
  return allColumns.filter(({ id }) => !isOptional(id) || chosen.includes(id));
}

function isOptional(id: Column): id is OptionalColumn {
  return optionalColumns.some((column) => column === id);
}
