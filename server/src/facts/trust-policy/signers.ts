/**
 * Statements about signers that are not known to trust policies of the Notary Project: of cosign's keys and keyless identities, and of
 * Notary v1 servers. They stand in a settings file (`images: signers:`), or in a YAML file of their own (`signers:`).
 */
import { isMapping, type Mapping } from '../../base/mapping';
import { locateYaml } from '../../syntax/yaml/located';
import type { PolicyLevel } from '../image/status';
import { levels } from './document';
import { insteadOf, meantWord, oneOf, type PolicyIssue, type PolicyPath, quoted } from './issue';
import { isScope } from './scope';

export interface SignerStatement {
  readonly name: string;
  /** Repositories in full, or all below a prefix: `dhi.io/*`. */
  readonly scopes: readonly string[];
  /** The default is `strict`. */
  readonly level?: PolicyLevel;
  /** Public keys of cosign: PEM, or the path of a file with it, relative to the file of the statement. */
  readonly keys?: readonly string[];
  /** Whether signatures by the keys must be in a transparency log. The default is `true`, as it is cosign's. */
  readonly requireLog?: boolean;
  readonly keyless?: readonly KeylessSigner[];
  /** A `trusted_root.json` for another instance of Sigstore than the public one; a path, relative to the file of the statement. */
  readonly trustedRoot?: string;
  readonly contentTrust?: ContentTrustServer;
}

/** A workload that signs without a key of its own. Either the whole identity, or a pattern that the whole of it must match. */
export interface KeylessSigner {
  /** `https://token.actions.githubusercontent.com` */
  readonly issuer: string;
  readonly identity?: string;
  readonly identityPattern?: string;
}

/** A server of Notary v1. */
export interface ContentTrustServer {
  /** `https://notary.example` */
  readonly server: string;
  /** Ids of root keys, hexadecimal. */
  readonly rootKeys: readonly string[];
}

/** More statements, or more entries of one of their lists, are not read. */
const most = 200;
/** Longer texts are no PEM, identity, path or address. */
const longest = 20_000;

/** Reads the text of a file with statements about signers. Never throws. */
export function readSigners(text: string): {
  readonly signers: readonly SignerStatement[];
  readonly issues: readonly PolicyIssue[];
} {
  const { value, errors } = locateYaml(text);
  const [error] = errors;
  if (error) return { signers: [], issues: [{ path: [], message: error.message }] };
  if (!isMapping(value) || !Array.isArray(value.signers))
    return { signers: [], issues: [{ path: [], message: 'A file about signers holds a list `signers`.' }] };
  const issues = checkSigners(value.signers).map(it => ({ ...it, path: ['signers', ...it.path] }));
  return { signers: soundSigners(value.signers), issues };
}

/** The statements of a list in which `checkSigners` finds nothing. */
export const soundSigners = (list: readonly unknown[]): readonly SignerStatement[] => {
  const faulty = new Set(checkSigners(list).map(it => it.path[0]));
  return list.filter((_, index) => !faulty.has(index)) as readonly SignerStatement[];
};

/** What is wrong with statements about signers. @param value the list */
export function checkSigners(value: unknown): readonly PolicyIssue[] {
  if (!Array.isArray(value)) return [{ path: [], message: '`signers` is a list of statements.' }];
  const issues: PolicyIssue[] = [];
  const names = new Map<unknown, number>();
  for (const [index, statement] of value.entries()) {
    const check = new Check([index], issues);
    if (index >= most) {
      check.state([], `Not more than ${most} statements are read.`);
      break;
    }
    if (!isMapping(statement)) {
      check.state([], 'A statement about signers names `scopes`, and who signs their images.');
      continue;
    }
    const other = names.get(statement.name);
    if (other !== undefined)
      check.state(['name'], `${quoted(statement.name)} is the name of another statement, too.`, {
        other: [other, 'name'],
      });
    names.set(statement.name, index);
    check.statement(statement);
  }
  return issues;
}

const known = ['name', 'scopes', 'level', 'keys', 'requireLog', 'keyless', 'trustedRoot', 'contentTrust'];
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= longest;

class Check {
  constructor(
    private readonly path: PolicyPath,
    private readonly issues: PolicyIssue[],
  ) {}

  state(path: PolicyPath, message: string, more: Omit<PolicyIssue, 'path' | 'message'> = {}): void {
    this.issues.push({ path: [...this.path, ...path], message, ...more });
  }

  statement(it: Mapping): void {
    this.members(it, known, []);
    if (!isText(it.name)) this.state([], 'A statement about signers has a `name`.');
    const scopes = this.list(it, 'scopes');
    if (scopes.length === 0) this.state([], 'The statement names no `scopes`, so it speaks of no image.');
    for (const [index, scope] of scopes.entries())
      if (!isText(scope) || !isScope(scope))
        this.state(['scopes', index], `${quoted(scope)} is neither a repository in full nor a prefix with \`/*\`.`);
    if (it.level !== undefined && !levels.some(level => level === it.level))
      this.state(['level'], `${quoted(it.level)} is no level; it is ${oneOf(levels)}.`, insteadOf(it.level, levels));
    if (it.requireLog !== undefined && typeof it.requireLog !== 'boolean')
      this.state(['requireLog'], '`requireLog` is `true` or `false`.');
    const keys = this.list(it, 'keys');
    for (const [index, key] of keys.entries())
      if (!isText(key)) this.state(['keys', index], 'A key is its PEM, or the path of a file with it.');
    const keyless = this.list(it, 'keyless');
    for (const [index, signer] of keyless.entries()) this.keyless(signer, ['keyless', index]);
    if (it.trustedRoot !== undefined && !isText(it.trustedRoot))
      this.state(['trustedRoot'], '`trustedRoot` is the path of a file.');
    if (it.contentTrust !== undefined) this.contentTrust(it.contentTrust);
    const names = keys.length > 0 || keyless.length > 0 || it.contentTrust !== undefined;
    if (!names && it.level !== 'skip')
      this.state([], 'The statement names nobody who signs: `keys`, `keyless` or `contentTrust`.');
    if (names && it.level === 'skip') this.state(['level'], 'A statement of level `skip` must not name who signs.');
  }

  private keyless(signer: unknown, path: PolicyPath): void {
    if (!isMapping(signer)) {
      this.state(path, 'A keyless signer has an `issuer` and an `identity`.');
      return;
    }
    this.members(signer, ['issuer', 'identity', 'identityPattern'], path);
    const { issuer, identity, identityPattern } = signer;
    if (!isText(issuer) || !/^https:\/\/[^\s*]+$/.test(issuer))
      this.state(path, 'A keyless signer has the address of an `issuer`, with `https://`.');
    if ((identity === undefined) === (identityPattern === undefined))
      this.state(path, 'A keyless signer has either an `identity` or an `identityPattern`.');
    for (const [name, text] of Object.entries({ identity, identityPattern }))
      if (text !== undefined && !isText(text)) this.state([...path, name], `\`${name}\` is a text.`);
    if (isText(identityPattern) && /^\^?(?:\(\?:)?\.[*+]\)?\$?$/.test(identityPattern.trim()))
      this.state([...path, 'identityPattern'], `${quoted(identityPattern)} accepts anybody whom the issuer knows.`);
  }

  private contentTrust(value: unknown): void {
    const path = ['contentTrust'];
    if (!isMapping(value)) {
      this.state(path, '`contentTrust` has a `server` and its `rootKeys`.');
      return;
    }
    this.members(value, ['server', 'rootKeys'], path);
    if (!isText(value.server) || !/^https?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?\/?$/i.test(value.server))
      this.state([...path, 'server'], '`server` is the address of a Notary server, such as `https://notary.example`.');
    const keys = Array.isArray(value.rootKeys) ? value.rootKeys : [];
    if (keys.length === 0) this.state([...path, 'rootKeys'], 'Without `rootKeys` nobody is trusted.');
    for (const [index, key] of keys.entries())
      if (typeof key !== 'string' || !/^[\da-f]{64}$/i.test(key))
        this.state([...path, 'rootKeys', index], `${quoted(key)} is no id of a key: 64 hexadecimal digits.`);
  }

  private list(it: Mapping, name: string): readonly unknown[] {
    const value = it[name];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.length <= most) return value;
    this.state([name], Array.isArray(value) ? `\`${name}\` has more than ${most} entries.` : `\`${name}\` is a list.`);
    return [];
  }

  private members(it: Mapping, names: readonly string[], path: PolicyPath): void {
    for (const key of Object.keys(it)) {
      if (names.includes(key)) continue;
      const near = meantWord(key, names);
      this.state([...path, key], `${quoted(key)} is not known here${near ? `; was \`${near}\` meant?` : '.'}`, {
        key: true,
        ...(near ? { instead: [near] } : {}),
      });
    }
  }
}
