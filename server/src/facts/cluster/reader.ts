import type { Emit } from '../facts';
import type { ClusterObject } from './object';
import { readCallers } from './readers/callers';
import { readClients } from './readers/clients';
import { readConsulIntentions } from './readers/consul-intentions';
import { readLinkerdGrants } from './readers/linkerd-grants';
import { readLinkerdReferences } from './readers/linkerd-references';
import { readLinkerdServers } from './readers/linkerd-servers';
import { readManagementPorts } from './readers/management-ports';
import { readMirrors } from './readers/mirrors';
import { readMutualTls } from './readers/mutual-tls';
import { readNamespaces } from './readers/namespaces';
import { readPolicyPorts } from './readers/policy-ports';
import { readSelectors } from './readers/selectors';
import { readTokens } from './readers/tokens';
import { readUnkept } from './readers/unkept';
import type { ClusterView } from './view';

/** What the objects of a file mean among those of the workspace. */
export type ClusterReader = (own: readonly ClusterObject[], view: ClusterView, emit: Emit) => void;

/** One reader a topic, in no particular order. */
const readers: readonly ClusterReader[] = [
  readCallers,
  readClients,
  readConsulIntentions,
  readLinkerdGrants,
  readLinkerdReferences,
  readLinkerdServers,
  readManagementPorts,
  readMirrors,
  readMutualTls,
  readNamespaces,
  readPolicyPorts,
  readSelectors,
  readTokens,
  readUnkept,
];

/** Facts about the objects of one file that others of the workspace decide. */
export const readCluster: ClusterReader = (own, view, emit) => {
  for (const read of readers) read(own, view, emit);
};
