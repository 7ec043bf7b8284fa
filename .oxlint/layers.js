import { dirname, join, relative, sep } from 'node:path';

/**
 * Imports only run down the list of layers. The rule's option is that list: for each folder of src, what it may import
 * besides itself, in words: a layer (core), one door of it (session/client is client.ts and client-*.ts), or a package
 * (react and all below it, node:). Everything else is denied, in imports of every kind, re-exports and new URL(…,
 * import.meta.url). The built-in no-restricted-imports does not see dynamic ones, and not where a relative path ends.
 */
const layers = {
  meta: { type: 'problem', schema: [{ type: 'object' }] },
  create(context) {
    const [folder, layer, part] = relative(context.cwd, context.filename).split(sep);
    const list = context.options[0][layer];
    if (folder !== 'src') return {};
    if (list === undefined) {
      return { Program: (node) => context.report({ node, message: `src/${layer} is no layer: add it to the list.` }) };
    }
    const allowed = list.split(' ').filter(Boolean);
    // a feature is on its own among the features
    const home = layer === 'features' ? `features/${part}` : layer;

    const check = (node) => {
      if (node?.type !== 'Literal' || typeof node.value !== 'string') return;
      const target = targetOf(node.value);
      if (isWithin(target, home) || allowed.some((name) => isAllowed(target, name))) return;
      context.report({
        node,
        message: `src/${home} may not import ${target}, only: ${allowed.join(', ') || 'nothing'}.`,
      });
    };

    /** `core/device`, whichever way it is written, or the name of a package. */
    const targetOf = (source) => {
      if (source.startsWith('@/')) return source.slice(2);
      if (!source.startsWith('.')) return source;
      return relative(join(context.cwd, 'src'), join(dirname(context.filename), source)).replaceAll(sep, '/');
    };

    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      TSImportType: ({ source }) => check(source),
      NewExpression: ({ callee, arguments: [address, base] }) => {
        if (callee.name === 'URL' && base?.type === 'MemberExpression') check(address);
      },
    };
  },
};

const isWithin = (target, folder) => target === folder || target.startsWith(`${folder}/`);

const isAllowed = (target, name) =>
  isWithin(target, name) || (name.endsWith(':') && target.startsWith(name)) || isDoor(target, name);

const isDoor = (target, name) => name.includes('/') && !name.startsWith('@') && target.startsWith(`${name}-`);

export default { meta: { name: 'gatehouse' }, rules: { layers } };
