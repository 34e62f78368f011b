/** What `pkijs` says of certificates, tokens, lists and answers: an opinion that our own is held against. */
import assert from 'node:assert/strict';
import {
  BasicOCSPResponse,
  Certificate,
  CertificateChainValidationEngine,
  CertificateRevocationList,
  ContentInfo,
  OCSPResponse,
  SignedData,
} from 'pkijs';

/** Whether something is accepted, and what was said of it. */
export interface Opinion {
  readonly accepts: boolean;
  readonly says: string;
}

async function opinion(judge: () => Promise<string | undefined>): Promise<Opinion> {
  try {
    const objection = await judge();
    return { accepts: objection === undefined, says: objection ?? 'accepted' };
  } catch (error) {
    return { accepts: false, says: String((error as Error).message ?? error) };
  }
}

const read = (der: Uint8Array): Certificate => Certificate.fromBER(der);

/** A chain, leaf first. */
export const ofChain = (chain: readonly Uint8Array[], roots: readonly Uint8Array[], checkDate: Date) =>
  opinion(async () => {
    const [leaf, ...others] = chain.map(read);
    const certs = [...others, leaf!];
    const said = await new CertificateChainValidationEngine({
      certs,
      trustedCerts: roots.map(read),
      checkDate,
    }).verify();
    return said.result ? undefined : said.resultMessage;
  });

/** A token over some bytes. */
export const ofToken = (token: Uint8Array, over: Uint8Array, roots: readonly Uint8Array[]) =>
  opinion(async () => {
    const signed = new SignedData({ schema: ContentInfo.fromBER(token).content });
    const data = Uint8Array.from(over).buffer;
    const holds = await signed.verify({ signer: 0, data, trustedCerts: roots.map(read), checkChain: true });
    return holds ? undefined : 'signature';
  });

/** A list of revoked certificates, asked for one of them. */
export const ofList = (list: Uint8Array, one: Uint8Array, issuer: Uint8Array) =>
  opinion(async () => {
    const read_ = CertificateRevocationList.fromBER(list);
    if (!(await read_.verify({ issuerCertificate: read(issuer) }))) return 'signature';
    return read_.isCertificateRevoked(read(one)) ? 'revoked' : undefined;
  });

/** An answer of OCSP, asked for one certificate. `pkijs` verifies only what brings its signer along: the issuer is lent to it. */
export const ofAnswer = (answer: Uint8Array, one: Uint8Array, issuer: Uint8Array) =>
  opinion(async () => {
    const basic = BasicOCSPResponse.fromBER(
      OCSPResponse.fromBER(answer).responseBytes!.response.valueBlock.valueHexView,
    );
    basic.certs = [...(basic.certs ?? []), read(issuer)];
    const { isForCertificate, status } = await basic.getCertificateStatus(read(one), read(issuer));
    if (!isForCertificate) return 'another certificate';
    if (status !== 0) return status === 1 ? 'revoked' : 'unknown';
    const holds = await basic.verify({ trustedCerts: [read(issuer)], issuerCerts: [read(issuer)] });
    return holds ? undefined : 'signature';
  });

/** What is said where we differ, and why we do. */
export type Reason = readonly [says: RegExp, why: string];

/** Something that is done to what is judged. */
export interface Change {
  readonly name: string;
  /** We refuse it, in such words, though `pkijs` may accept it. */
  readonly stricter?: Reason;
  /** We accept it though `pkijs` refuses it, in such words. */
  readonly looser?: Reason;
}

/** How often we were of one opinion, and how often not, by reason. */
export class Tally {
  accepted = 0;
  refused = 0;
  readonly stricter = new Map<string, number>();
  readonly looser = new Map<string, number>();

  /** Counts one case; fails where the two differ for no reason that is named among its changes. */
  add(changes: readonly Change[], ours: Opinion, theirs: Opinion): void {
    const name = changes.map(change => change.name).join(' + ') || 'as it should be';
    if (changes.length === 0) assert.ok(ours.accepts && theirs.accepts, `${name}: ${ours.says} | ${theirs.says}`);
    if (ours.accepts === theirs.accepts) {
      if (ours.accepts) this.accepted += 1;
      else this.refused += 1;
      return;
    }
    const side = ours.accepts ? 'looser' : 'stricter';
    const said = ours.accepts ? theirs.says : ours.says;
    const reason = changes.find(change => change[side]?.[0].test(said))?.[side]?.[1];
    assert.ok(reason !== undefined, `${name}: ours is ${side}. Ours: ${ours.says} | pkijs: ${theirs.says}`);
    this[side].set(reason, (this[side].get(reason) ?? 0) + 1);
  }

  get cases(): number {
    const sum = (of: Map<string, number>): number => [...of.values()].reduce((all, one) => all + one, 0);
    return this.accepted + this.refused + sum(this.stricter) + sum(this.looser);
  }

  /** Fails where a reason is named for which nothing speaks, or where too little was compared. `TALLY=1` shows the numbers. */
  check(changes: readonly Change[], least: { cases: number; accepted: number; refused: number }): void {
    const shown = `${this.cases} cases: ${this.accepted} accepted, ${this.refused} refused, ${JSON.stringify([...this.stricter])}, ${JSON.stringify([...this.looser])}`;
    if (process.env.TALLY) console.log(`      ${shown}`);
    for (const key of ['cases', 'accepted', 'refused'] as const) assert.ok(this[key] >= least[key], `${key}: ${shown}`);
    for (const side of ['stricter', 'looser'] as const)
      for (const [, why] of changes.map(change => change[side]).filter(one => one !== undefined))
        assert.ok(this[side].has(why), `No case is ${side} for: ${why}. ${shown}`);
  }
}
