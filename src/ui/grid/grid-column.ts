/** One column. `width` is a CSS grid track, e.g. `minmax(10rem, 2fr)`. */
export type GridColumn<Column extends string = string> = {
  readonly id: Column;
  readonly heading: string;
  readonly width: string;
  readonly sortable?: boolean;
  /** what stands in it stands at its end, and so does its heading */
  readonly atEnd?: boolean;
};

export type GridSort<Column extends string = string> = {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
};
