import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/** A component of a cluster is told to let in more than it should. */
export interface ComponentOption extends Fact {
  /** `the kubelet`, `the API server`. */
  readonly component: string;
  readonly opens: Opens;
  /** As a message names it: `readOnlyPort: 10255`, `--anonymous-auth=true`. */
  readonly text: string;
  readonly at: Span;
  readonly mend?: Fix;
}

/**
 * What an option opens. `anonymous`: callers without a name, who then may do what their group may. `everything`: whoever may
 * call may do all. `reading`: a port that tells all about the pods. `unsafe port`: the API without TLS and logon; `local port`:
 * the same, for its own machine alone.
 */
export type Opens = 'anonymous' | 'everything' | 'reading' | 'unsafe port' | 'local port';

interface Known {
  /** The flag without its dashes. */
  readonly flag: string;
  /** The path of the field in the configuration file, where it has one. */
  readonly path?: readonly string[];
  readonly opens: Opens;
  readonly isBad: (value: string) => boolean;
  /** The value that closes it. */
  readonly good: string;
  /** Another flag, whose address decides whether it opens this to other machines. */
  readonly wide?: { readonly flag: string; readonly opens: Opens };
}

const isYes = (value: string): boolean => /^(?:true|t|1)$/i.test(value);
const isPort = (value: string): boolean => /^[1-9]\d*$/.test(value);
const allowsAll = (value: string): boolean => value.split(',').includes('AlwaysAllow');

/**
 * Options by program. Sources: kubernetes.io reference/config-api/kubelet-config.v1beta1, reference/command-line-tools-reference
 * (kubelet, kube-apiserver), kubernetes/kubernetes CHANGELOG-1.20 (the insecure port).
 */
export const components: Readonly<Record<string, { readonly name: string; readonly options: readonly Known[] }>> = {
  kubelet: {
    name: 'the kubelet',
    options: [
      {
        flag: 'anonymous-auth',
        path: ['authentication', 'anonymous', 'enabled'],
        opens: 'anonymous',
        isBad: isYes,
        good: 'false',
      },
      {
        flag: 'authorization-mode',
        path: ['authorization', 'mode'],
        opens: 'everything',
        isBad: allowsAll,
        good: 'Webhook',
      },
      { flag: 'read-only-port', path: ['readOnlyPort'], opens: 'reading', isBad: isPort, good: '0' },
    ],
  },
  'kube-apiserver': {
    name: 'the API server',
    options: [
      { flag: 'authorization-mode', opens: 'everything', isBad: allowsAll, good: 'Node,RBAC' },
      {
        flag: 'insecure-port',
        opens: 'local port',
        isBad: isPort,
        good: '0',
        wide: { flag: 'insecure-bind-address', opens: 'unsafe port' },
      },
    ],
  },
};
