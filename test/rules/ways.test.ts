import assert from 'node:assert/strict';
import type { AnyRule, Example } from '../../server/src/rules/rule';
import { check } from '../kit/check';
import { mark, unmark } from '../kit/marked';
import { allRules } from '../kit/rules';
import { ways as table } from './ways.data';

/**
 * Ways to write the mistakes, and near misses: those of the table, and the examples of the rules. Each stands again inside
 * RUN: what a rule says of a script it says of the same text in an image, at the same place, however the line is quoted.
 */

/** A way to write a script into a Dockerfile. */
interface Dress {
  readonly name: string;
  readonly language: 'powershell' | 'cmd';
  /** The Dockerfile, marks kept; `undefined` when the script cannot be written this way. */
  readonly wear: (script: string) => string | undefined;
}

const base = '# escape=`\nFROM mcr.microsoft.com/windows/server:ltsc2022\n';
const shell = 'SHELL ["powershell", "-Command"]\n';
/**
 * What RUN cannot hold, or what its lines cannot be joined around: here-strings, comments, labels; a backslash before a
 * quote, which takes the quote in.
 */
const bound = /@["']\s*$|^\s*(?:#|::|rem\b|:\w)|[ \t]#|<#|`\s*$|\^\s*$|^param\b|\\(?:»?"|»?\s*$)/im;

const dresses: readonly Dress[] = [
  {
    name: 'RUN under PowerShell',
    language: 'powershell',
    wear: script => (bound.test(script) ? undefined : `${base}${shell}RUN ${escaped(joined(script))}\n`),
  },
  {
    name: 'RUN under cmd',
    language: 'powershell',
    // A quote inside ends the quotes of cmd, which then reads `|` and its like as its own.
    wear: script =>
      bound.test(script) || /[%"]/.test(script) ? undefined : `${base}RUN powershell -Command "${joined(script)}"\n`,
  },
  {
    name: 'RUN with single quotes under cmd',
    language: 'powershell',
    wear: script =>
      bound.test(script) || /%|[&|<>^]/.test(script) || !/"/.test(script)
        ? undefined
        : `${base}RUN powershell -Command "${escaped(joined(script))}"\n`,
  },
  {
    name: 'RUN of a line of cmd',
    language: 'cmd',
    wear: script => (bound.test(script) || script.trim().includes('\n') ? undefined : `${base}RUN ${script.trim()}\n`),
  },
];

/** Lines of PowerShell as one line of RUN: a statement ends with a semicolon where its line ended it. */
const joined = (script: string): string =>
  script.trim().replace(/(.?)[ \t]*\n[ \t]*(?=(.))/g, (_, last: string, next: string) => {
    const open = /[{(,|;]/.test(last) || /[)}|.]/.test(next);
    return `${last}${open || last === '' ? ' ' : '; '}\`\n  `;
  });

/** A quote that PowerShell is to see is written `\"` on a command line. */
const escaped = (script: string): string => script.replaceAll('"', '\\"');

/** Rules, and whole families, that are about machines: of the same text in an image another rule speaks, or none. */
const silentInImages = [
  'firewall/',
  'identity/everyone-in-group',
  'identity/open-logon-policy',
  'integrity/boot-protection-off',
  'integrity/defender-broad-exclusion',
  'integrity/defender-weakened',
  'integrity/updates-off',
  'integrity/virtualization-security-off',
  'ipsec/',
  'logging/log-cleared',
  'logging/sensor-removed',
  'remote-access/open-share',
  'remote-access/rdp-session-policy',
  'remote-access/rdp-switched-on',
  'secrets/plaintext-credential',
  'tls/schannel-half-set',
  'tls/strong-crypto-half-set',
];

/** Rules that in part are about machines or about images: their own examples show both. */
const ofPlaces = new Set([
  'firewall/acl-allows-any',
  'firewall/acl-unknown-key',
  'firewall/localized-group',
  'firewall/nat-mapping-not-made',
  'firewall/nsg-any-source',
  'identity/domain-password',
  'identity/weak-account-policy',
  'integrity/defender-off',
  'integrity/exploit-protection-off',
  'logging/event-log-off',
  'remote-access/administration-port-exposed',
  'remote-access/rdp-exposed',
  'remote-access/winrm-exposed',
]);

const rules = allRules();
const counts = new Map<string, number>();

interface Way {
  readonly rule: AnyRule;
  readonly language: 'powershell' | 'cmd';
  readonly name: string;
  /** With marks around what is found. */
  readonly code: string;
  readonly options?: Example['options'];
}

/** Those of the table come as they are and in RUN, examples of rules in RUN only. */
const ways: readonly Way[] = rules.flatMap(rule => {
  const own = table[rule.name];
  const bad =
    own?.bad.map((code, index): Way => ({ rule, language: 'powershell', name: `way ${index + 1}`, code })) ?? [];
  const good =
    own?.good.map((code, index): Way => ({ rule, language: 'powershell', name: `near miss ${index + 1}`, code })) ?? [];
  return [...bad, ...good];
});

const examples: readonly Way[] = rules.flatMap(rule =>
  [...rule.bad, ...rule.good].flatMap(({ language, code, file, options }, index) => {
    if ((language !== 'powershell' && language !== 'cmd') || file !== undefined) return [];
    const at = index - rule.bad.length;
    const name = at < 0 ? `bad example ${index + 1}` : `good example ${at + 1}`;
    return [{ rule, language, name, code, ...(options && { options }) }];
  }),
);

describe('ways to write it', () => {
  for (const way of ways) test(way, 'as a script', way.code);
  for (const way of [...ways, ...examples]) {
    if (way.rule.name.startsWith('runtime/') || ofPlaces.has(way.rule.name)) continue;
    for (const { name, language, wear } of dresses) {
      const code = language === way.language ? wear(way.code) : undefined;
      if (code !== undefined) test(way, name, code);
    }
  }

  it('are many, and so are the near misses, under each shell', () => {
    const few = ['RUN under PowerShell', 'RUN under cmd'].flatMap(dress =>
      ['bad', 'good'].filter(kind => (counts.get(`${dress}, ${kind}`) ?? 0) < 250).map(kind => `${dress}, ${kind}`),
    );
    assert.deepEqual(few, []);
  });

  it('are all of rules that there are', () => {
    const names = new Set(rules.map(it => it.name));
    assert.deepEqual(
      Object.keys(table).filter(it => !names.has(it)),
      [],
    );
  });
});

function test({ rule, name, options }: Way, dress: string, marked: string): void {
  const { code, spans } = unmark(marked);
  const inImage = dress !== 'as a script';
  const key = `${dress}, ${spans.length > 0 ? 'bad' : 'good'}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
  it(`${rule.name}: ${name}, ${dress}`, async () => {
    const { findings, problems } = await check([rule], inImage ? 'dockerfile' : 'powershell', code, { options });
    assert.deepEqual(problems, []);
    const found = findings.map(it => it.span);
    assert.equal(
      mark(code, found),
      mark(code, inImage && silentInImages.some(it => rule.name.startsWith(it)) ? [] : spans),
    );
  });
}
