import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { RegistryRepair } from '../repair';

/** A list of cipher suites is put in force, or single suites are switched. */
export interface CipherSuites extends Fact {
  /** `order`: the whole list of Schannel's policy key. `enable`/`disable`: the TLS cmdlets. `list`: a program's own list. */
  readonly statement: 'order' | 'enable' | 'disable' | 'list';
  readonly by:
    | 'schannel'
    | 'Istio'
    | 'Envoy'
    | 'Consul'
    | 'Contour'
    | 'Traefik'
    | 'nginx'
    | 'HAProxy'
    | 'the kubelet'
    | 'program';
  /** Spelling that the place expects: a name of another one has no effect there. BoringSSL, so Envoy, takes `any`. */
  readonly naming: 'iana' | 'openssl' | 'any';
  /** In order of preference. `without` removes the item and one separator; absent when it is the only one. */
  readonly suites: readonly { readonly name: string; readonly span: Span; readonly without?: Edit }[];
  /** The whole list, for a replacement. */
  readonly listSpan: Span;
  /** The list may be replaced at `listSpan`: it stands there as one literal. */
  readonly isLiteral?: boolean;
  /** The list as written, where its form matters: that of `order`. */
  readonly text?: string;
  /** `order`: the list that Windows ships and updates is edited, not the policy above it. */
  readonly isDefault?: boolean;
  /** `order`: where the machine keeps the list that is meant to be changed. */
  readonly kept?: Pick<RegistryRepair, 'key' | 'name'>;
  /** For the cmdlets: the command name, `Enable-TlsCipherSuite`. */
  readonly verbSpan?: Span;
}
