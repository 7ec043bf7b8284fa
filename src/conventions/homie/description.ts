import { isObject, textIn, type JsonObject } from '../json';

/** One property of a device, in whichever version of Homie it was described. */
export type Property = {
  /** `node/property`, as in its topic */
  readonly path: string;
  readonly id: string;
  readonly node: string;
  readonly nodeType: string;
  readonly datatype: string;
  readonly unit: string;
  readonly format: string;
  readonly settable: boolean;
};

export type Description = {
  readonly name: string | null;
  /** the device's own type (5.0) and those of its nodes: free text */
  readonly types: readonly string[];
  readonly nodes: readonly string[];
  readonly properties: readonly Property[];
  /** 5.0: the device whose connection carries this one */
  readonly root: string | null;
  readonly hasChildren: boolean;
};

const mostNodes = 256;
const mostProperties = 512;

/** Homie 3 and 4 describe a device in attributes, one retained message each (homieiot/convention v4.0.0, "Topology"). */
export function describeFromAttributes(attributes: ReadonlyMap<string, string>): Description {
  const nodes = listIn(attributes.get('$nodes'), mostNodes);
  const properties = nodes.flatMap((node) =>
    listIn(attributes.get(`${node}/$properties`), mostProperties).map((id): Property => {
      const path = `${node}/${id}`;
      const attribute = (name: string) => attributes.get(`${path}/${name}`) ?? '';
      return {
        path,
        id,
        node,
        nodeType: attributes.get(`${node}/$type`) ?? '',
        datatype: attribute('$datatype'),
        unit: attribute('$unit'),
        format: attribute('$format'),
        settable: attribute('$settable') === 'true',
      };
    }),
  );
  return {
    name: textIn(attributes.get('$name')),
    types: nodes.map((node) => attributes.get(`${node}/$type`) ?? ''),
    nodes,
    properties: properties.slice(0, mostProperties),
    root: null,
    hasChildren: false,
  };
}

/** Ids of lists (`$nodes`, `$properties`); Homie 3 marks arrays of nodes with `[]`, whose members have no names of their own. */
function listIn(text: string | undefined, most: number): readonly string[] {
  const ids = (text ?? '').split(',').map((id) => id.trim());
  return [...new Set(ids.filter((id) => isId(id)))].slice(0, most);
}

/** Homie 5 describes a device in one JSON document (homieiot/convention, "Device Description Document"). */
export function describeFromDocument(document: JsonObject): Description {
  const nodes = entriesIn(document['nodes'], mostNodes);
  const properties = nodes.flatMap(([node, value]) =>
    entriesIn(value['properties'], mostProperties).map(([id, property]): Property => ({
      path: `${node}/${id}`,
      id,
      node,
      nodeType: textIn(value['type']) ?? '',
      datatype: textIn(property['datatype']) ?? '',
      unit: textIn(property['unit']) ?? '',
      format: textIn(property['format']) ?? '',
      settable: property['settable'] === true,
    })),
  );
  return {
    name: textIn(document['name']),
    types: [textIn(document['type']) ?? '', ...nodes.map(([, value]) => textIn(value['type']) ?? '')],
    nodes: nodes.map(([node]) => node),
    properties: properties.slice(0, mostProperties),
    root: textIn(document['root']),
    hasChildren: Array.isArray(document['children']) && document['children'].length > 0,
  };
}

function entriesIn(value: unknown, most: number): readonly (readonly [string, JsonObject])[] {
  if (!isObject(value)) return [];
  return Object.entries(value)
    .slice(0, most)
    .flatMap(([id, item]) => (isId(id) && isObject(item) ? [[id, item] as const] : []));
}

/** The convention allows a–z, 0–9 and hyphens; what programs really use is a little wider, but never a wildcard. */
export function isId(text: string): boolean {
  return /^[\w.:-]{1,64}$/.test(text);
}
