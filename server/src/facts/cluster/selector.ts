import { lookUp } from '../../base/look-up';
import type { Labels } from './object';

/** A selector of Kubernetes; an empty one selects everything. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** Whether labels fit a selector. Source: kubernetes/apimachinery pkg/labels/selector.go (`Requirement.Matches`). */
export function fits({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => lookUp(labels, key) === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      const own = lookUp(labels, key);
      if (operator === 'In') return own !== undefined && values?.includes(own) === true;
      // A label that is not there is in no list.
      if (operator === 'NotIn') return values !== undefined && (own === undefined || !values.includes(own));
      if (operator === 'Exists') return own !== undefined;
      return operator === 'DoesNotExist' && own === undefined;
    })
  );
}
