import type { ClusterObject, ObjectOf } from '../../../../server/src/facts/cluster/object';
import { summariesOf } from '../../../../server/src/facts/cluster/summary/summary';

/** A NetworkPolicy of the namespace `shop`, from what stands below `spec`. */
export const policy = (spec: string, name = 'p', namespace = 'shop'): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;

/** A Deployment of the namespace `shop` for Windows, whose pods have the label `app: web`. */
export const deployment = (ports: string, pod = '', labels = 'app: web', name = 'web'): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  template:\n    metadata: {labels: {${labels}}}\n    spec:\n      nodeSelector: {kubernetes.io/os: windows}\n${pod}      containers:\n      - name: main\n        image: registry.example/web:1\n        ports: [${ports}]\n`;

/** A Service of the namespace `shop` in front of `app: web`. */
export const service = (spec: string, metadata = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop${metadata}}\nspec: {selector: {app: web}, ${spec}}\n`;

/** The objects of some type in documents. */
export const objects = <T extends ClusterObject['type']>(type: T, ...documents: readonly string[]): ObjectOf<T>[] =>
  summariesOf('/w/a.yaml', documents.join('---\n')).filter((it): it is ObjectOf<T> => it.type === type);
