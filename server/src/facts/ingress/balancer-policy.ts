import type { YamlNode } from '../../syntax/yaml/model';
import { placeOf, text } from '../../syntax/yaml/read';
import type { Emit } from '../facts';
import { mendBy } from '../fix';
import type { TlsVersion } from '../tls/version';
import { configuration, write } from '../yaml/context';

/**
 * The lowest version that a security policy of Elastic Load Balancing takes, by its name. Source: docs.aws.amazon.com
 * elasticloadbalancing, describe-ssl-policies and elb-security-policy-table.
 */
const policies: readonly (readonly [RegExp, TlsVersion])[] = [
  [/^ELBSecurityPolicy-201(?:[1-3]-\d\d|4-0\d)$/, 'SSL 3.0'],
  [/^ELBSecurityPolicy-201(?:4-10|[56]-\d\d)$/, 'TLS 1.0'],
  [/^ELBSecurityPolicy-FS-2018-06$/, 'TLS 1.0'],
  [/^ELBSecurityPolicy-TLS(?:13)?-1-0-/, 'TLS 1.0'],
  [/^ELBSecurityPolicy-(?:FS|TLS(?:13)?)-1-1-/, 'TLS 1.1'],
];
const good = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

/** Classic load balancers only know policies of their own. */
const goodClassic = 'ELBSecurityPolicy-TLS-1-2-2017-01';

/** Reads the name of such a policy. */
export function readBalancerPolicy(node: YamlNode | undefined, isClassic: boolean, emit: Emit): void {
  const version = policies.find(([pattern]) => pattern.test(text(node) ?? ''))?.[1];
  if (!node || !version) return;
  const better = isClassic ? goodClassic : good;
  const edit = write(node, better);
  emit('tls.version', {
    span: node.span,
    place: configuration(),
    version,
    state: 'minimum',
    by: 'the load balancer',
    role: 'server',
    at: placeOf(node),
    ...mendBy(`Use ${better}`, edit),
  });
}
