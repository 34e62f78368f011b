import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

export type Mesh = 'Istio' | 'Envoy' | 'Linkerd' | 'Consul';

/** What proxies ask of connections that come in. */
export interface MutualTls extends Fact {
  readonly by: Mesh;
  /** `PeerAuthentication default`. */
  readonly resource: string;
  /** The whole mesh, a namespace, selected workloads, or one port of these. */
  readonly scope: 'mesh' | 'namespace' | 'workload' | 'port';
  /** In words, for messages: `the namespace shop`, `port 8080 of the selected workloads`. */
  readonly covers: string;
  /** `UNSET` takes over what lies above; in the mesh-wide policy that is PERMISSIVE. */
  readonly mode: 'DISABLE' | 'PERMISSIVE' | 'STRICT' | 'UNSET';
  /** The mode as written; where none is, what stands in its place. */
  readonly text: string;
  readonly at: Span;
  /** Why the mesh does not read the statement: it changes nothing. */
  readonly ignored?: string;
  /** Asks for mutual TLS. */
  readonly mend?: Fix;
}

/** How proxies connect to a destination. */
export interface ClientTls extends Fact {
  readonly by: Mesh;
  readonly resource: string;
  /** As written; absent when a template decides. */
  readonly host?: string;
  /** `all ports`, `port 443`, `subset v1`, `port 443 of subset v1`. */
  readonly covers: string;
  /** The port that it is about, when it is about one. */
  readonly port?: number;
  readonly mode: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
  /** How it is said, where no mode is written: `switch`, one of the whole mesh; `unsaid`, by what holds without a word. */
  readonly how?: 'switch' | 'unsaid';
  /** The text that says so: `DISABLE`, `enableAutoMtls: false`. */
  readonly text: string;
  readonly at: Span;
  /** Whose certificates are accepted: any, those of a stated authority, those of every public one. */
  readonly authority: 'none' | 'stated' | 'public';
  /** Names that the certificate must bear are stated. */
  readonly subjects: boolean;
  /** Lets the mesh use its own mutual TLS. */
  readonly mend?: Fix;
}

/** A port that a gateway opens to the world outside the mesh. */
export interface GatewayServer extends Fact {
  readonly resource: string;
  readonly port?: number;
  /** In upper case: `HTTP`, `HTTPS`, `TCP`. */
  readonly protocol: string;
  readonly protocolSpan: Span;
  readonly hosts: readonly string[];
  /** It serves the workloads of the mesh on their way out, or its own machine, not callers from outside. */
  readonly egress: boolean;
  /** Plain HTTP is answered with a redirect; `undefined` when a template decides. */
  readonly redirects: boolean | undefined;
  /** Absent when the server has no `tls`. */
  readonly mode?: { readonly name: string; readonly at: Span; readonly setTo: (mode: string) => Edit | undefined };
  /** Answers plain HTTP with a redirect. */
  readonly redirect?: Fix;
}

/** Who may call workloads, as far as one rule of a policy says. */
export interface Authorization extends Fact {
  readonly by: Mesh;
  readonly resource: string;
  readonly scope: 'mesh' | 'namespace' | 'workload';
  /**
   * `anyone`: no identity is asked for. `any identity`: whoever has a certificate of the mesh. `all but some`: anyone who is
   * not excepted by name. `audited`: everyone, but it is logged. `named`: stated callers or conditions.
   */
  readonly grants: 'anyone' | 'any identity' | 'all but some' | 'audited' | 'named';
  /** The peer of Consul whose workloads they are. */
  readonly peer?: string;
  /** It holds for whatever no narrower policy speaks of; else it is a grant made on purpose. */
  readonly byDefault: boolean;
  /** It holds for a gateway, where callers from outside come in. */
  readonly entrance?: true;
  /** The text that grants it. */
  readonly at: Span;
  /** That text, or a name for it: `- {}`. */
  readonly text: string;
  readonly mend?: Fix;
}

/** A label or annotation that takes traffic away from the proxy of a mesh, or shows it to others. */
export interface ProxyBypass extends Fact {
  readonly by: Mesh;
  /** `Namespace shop`, `Deployment web`. */
  readonly resource: string;
  /**
   * `inbound`, `outbound`: connections that the proxy does not see. `injection`: there is no proxy. `redirection`: nothing leads
   * traffic to it. `debugging`: a container beside it that records what passes. `headers`: they are logged.
   */
  readonly what: 'inbound' | 'outbound' | 'injection' | 'redirection' | 'debugging' | 'headers';
  /** It holds for all ports or addresses, not for some. */
  readonly whole: boolean;
  /** Key and value as written. */
  readonly text: string;
  readonly at: Span;
  /** Takes it out. */
  readonly removal?: Edit;
}
