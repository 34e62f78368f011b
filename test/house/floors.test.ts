import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { importsOf, root, textOf, tracked } from './tree';

interface Floor {
  /** Other floors that it may import. */
  readonly sees: readonly string[];
  /** Packages that it may import. */
  readonly packages?: readonly string[];
  /** Whether it may use Node. Floors that may not also run in a browser. */
  readonly node?: boolean;
}

/** The floors of the house. Each may import those it names, and itself. */
const floors: Readonly<Record<string, Floor>> = {
  base: { sees: [] },
  syntax: { sees: ['base'] },
  facts: { sees: ['base', 'syntax'] },
  rules: { sees: ['base', 'facts'] },
  engine: { sees: ['base', 'syntax', 'facts', 'rules'], packages: ['ignore', 'zod'] },
  trust: {
    sees: ['base', 'facts', 'engine'],
    packages: ['@sigstore/bundle', '@sigstore/protobuf-specs', '@sigstore/verify', 'asn1js', 'cborg', 'undici'],
    node: true,
  },
  report: { sees: ['base', 'facts', 'rules', 'engine'], packages: ['sarif'] },
  host: { sees: ['base', 'engine'], packages: ['ignore'], node: true },
  lsp: {
    sees: ['base', 'facts', 'rules', 'engine', 'trust', 'report', 'host', 'syntax'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
    node: true,
  },
  cli: {
    sees: ['base', 'facts', 'rules', 'engine', 'trust', 'report', 'host'],
    packages: ['commander', 'picocolors'],
    node: true,
  },
};

/** Parser libraries, each wrapped by one folder; nobody else imports it. */
const wrapped: Readonly<Record<string, string>> = {
  'dockerfile-ast': 'server/src/syntax/dockerfile/',
  yaml: 'server/src/syntax/yaml/',
  htmlparser2: 'server/src/syntax/xml/',
  'jsonc-parser': 'server/src/syntax/',
  'toml-eslint-parser': 'server/src/syntax/toml/',
};

/** This file quotes imports. */
const own = 'test/house/floors.test.ts';

const sources = tracked().filter(
  file => /^(?:server|client)\/src\/.*\.ts$/.test(file) || /^client\/.*\.ts$/.test(file),
);
const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
const floorOf = (path: string): string | undefined => /^server\/src\/([^/]+)\//.exec(path)?.[1];
const local = (file: string, from: string): string => posix.join(posix.dirname(file), from);

/** What opens sockets or starts programs. The language client's own package starts the server. */
const forbidden = /^(?:node:(?:net|http|https|http2|tls|dgram|dns|child_process|cluster|vm|inspector)|undici)(?:\/|$)/;
/** The one folder that may, when the user switched it on. */
const network = 'server/src/trust/registry/';

describe('floors', () => {
  it('there is no other floor', () => {
    const names = new Set(sources.flatMap(file => floorOf(file) ?? []));
    assert.deepEqual(
      [...names].filter(name => !floors[name]),
      [],
    );
  });

  it('nothing opens a socket or starts a program, but the client of registries', () => {
    const others = sources.filter(file => !file.startsWith(network));
    const wrong = others.flatMap(file =>
      importsOf(textOf(file)).flatMap(({ from }) => (forbidden.test(from) ? [`${file}: ${from}`] : [])),
    );
    assert.deepEqual(wrong, []);
  });

  for (const [name, floor] of Object.entries(floors)) {
    it(`${name} imports only what it may`, () => {
      const wrong: string[] = [];
      for (const file of sources.filter(it => floorOf(it) === name)) {
        for (const { from } of importsOf(textOf(file)))
          if (!allowed(name, floor, file, from)) wrong.push(`${file}: ${from}`);
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('who knows registries and signatures is loaded when it is needed', () => {
    const wrong: string[] = [];
    for (const file of sources.filter(it => floorOf(it) !== 'trust')) {
      for (const { from, types } of importsOf(textOf(file))) {
        const isTrust = from.startsWith('.') && floorOf(`${local(file, from)}/`) === 'trust';
        const isLazy =
          new RegExp(`import\\('${from.replaceAll('.', '\\.')}'\\)`).test(textOf(file)) && from.endsWith('/open');
        if (isTrust && !types && !isLazy) wrong.push(`${file}: ${from}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('a rule sees the contract, what rules by a baseline share, and nothing of its neighbours', () => {
    const shared = new Set(['server/src/rules/rule', 'server/src/rules/baseline']);
    const wrong: string[] = [];
    for (const file of sources.filter(it => /^server\/src\/rules\/[^/]+\//.test(it))) {
      for (const { from } of importsOf(textOf(file))) {
        const target = from.startsWith('.') ? local(file, from) : from;
        if (floorOf(`${target}/`) === 'rules' && !shared.has(target)) wrong.push(`${file}: ${from}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('the client imports of the server what both speak, and nothing else', () => {
    const wrong: string[] = [];
    for (const file of sources.filter(it => it.startsWith('client/'))) {
      for (const { from } of importsOf(textOf(file))) {
        const target = from.startsWith('.') ? local(file, from) : from;
        if (target.startsWith('server/') && target !== 'server/src/lsp/protocol') wrong.push(`${file}: ${from}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('every package that is imported is declared', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json'));
    const ships = new Set([...Object.keys(dependencies), 'vscode']);
    const all = new Set([...ships, ...Object.keys(devDependencies)]);
    const wrong: string[] = [];
    for (const file of tracked().filter(it => /^(?:server|client|scripts|test)\/.*\.m?ts$/.test(it) && it !== own)) {
      for (const { from, types } of importsOf(textOf(file))) {
        if (from.startsWith('.') || from.startsWith('node:') || from.startsWith('/')) continue;
        const name = packageOf(from);
        const inProduct = /^(?:server|client)\//.test(file);
        const declared = inProduct && !types ? ships.has(name) : all.has(name) || all.has(`@types/${name}`);
        if (!declared) wrong.push(`${file}: ${from}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('every package that ships is imported', () => {
    const { dependencies } = JSON.parse(textOf('package.json'));
    const used = new Set(sources.flatMap(file => importsOf(textOf(file)).map(it => packageOf(it.from))));
    assert.deepEqual(
      Object.keys(dependencies).filter(name => !used.has(name)),
      [],
    );
  });

  it('knows an import when it sees one', () => {
    assert.deepEqual(
      importsOf(
        "import a from 'a';\nimport type { B } from \"b\";\nexport * from './c';\nimport {\n  d,\n} from 'd';\nimport 'e';\nconst f = await import('f');\n// import g from 'g';\n",
      ).map(it => it.from),
      ['a', 'b', './c', 'd', 'e', 'f'],
    );
    assert.ok(sources.length > 100, `only ${sources.length} files below ${root}`);
  });
});

function allowed(name: string, floor: Floor, file: string, from: string): boolean {
  if (from.startsWith('node:')) return floor.node ?? false;
  if (!from.startsWith('.')) {
    const home = wrapped[packageOf(from)];
    return home ? file.startsWith(home) : (floor.packages?.includes(packageOf(from)) ?? false);
  }
  const target = local(file, from);
  if (target === 'package.json') return name === 'cli' || name === 'lsp';
  const other = floorOf(`${target}/`);
  return other !== undefined && (other === name || floor.sees.includes(other));
}
