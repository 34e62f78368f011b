import { defineRule, examples } from '../rule';

const rule = (host: string, namespace = 'shop') =>
  `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: web\n  namespace: apps\nspec:\n  host: ${host}\n  trafficPolicy:\n    tls:\n      mode: ISTIO_MUTUAL\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: ${namespace}\nspec:\n  selector: {app: web}\n  ports:\n  - port: 80\n`;

export default defineRule({
  name: 'mesh/host-of-no-service',
  title: 'The host of a rule means a service and is not its name',
  severity: 'medium',
  confidence: 'high',
  cwe: [1289],
  tags: ['mesh', 'istio'],
  fixable: 'unsafe',
  messages: {
    stray:
      '`{host}` is no name of {service}: Istio completes names without a dot only, so this rule is for no host and its TLS is not used.',
  },
  rationale: `
    A rule for a host that nobody calls is accepted and does nothing. What it says of TLS, of subsets and of limits is not
    there, and the connections it is meant for go as they did before.`,
  remedy: 'Write the full name of the service: `web.shop.svc.cluster.local`.',
  references: [
    'https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule',
    'https://istio.io/latest/docs/ops/best-practices/traffic-management/',
  ],
  bad: [
    { language: 'yaml', code: rule('«web.shop»'), fixed: rule('web.shop.svc.cluster.local') },
    { language: 'yaml', code: rule('"«web.shop.svc»"'), fixed: rule('"web.shop.svc.cluster.local"') },
  ],
  good: examples('yaml', rule('web.shop.svc.cluster.local'), rule('web', 'apps'), rule('web.com'), rule('"*.shop"')),
  visit: {
    'cluster.stray-host'({ at, host, whole, service }, { report }) {
      report(
        'stray',
        at,
        { host, service: service.resource },
        {
          fixes: [{ title: `Replace it by ${whole}`, edits: [{ span: at, text: whole }] }],
          related: [{ span: service.span, message: `${service.resource} is here.`, elsewhere: service }],
        },
      );
    },
  },
});
