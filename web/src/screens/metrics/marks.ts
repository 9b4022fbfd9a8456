interface Deployment {
  key: string;
  environment: string | null;
  purl: string | null;
  at: string | null;
  kind: string | null;
  result: string | null;
}

interface Environment {
  elementId: string;
  names: readonly { text: string }[];
  stage: string | null;
}

/** Deployments of changes that succeeded in production, in order of time, as marks for a chart. */
export function marksOf(
  deployments: readonly Deployment[],
  environments: readonly Environment[],
  from: string,
  until: string,
): { at: string; purl: string }[] {
  const names = new Set(
    environments
      .filter(({ stage }) => stage === 'production')
      .flatMap(({ elementId, names }) => [elementId, ...names.map(({ text }) => text)]),
  );
  names.add('production');
  return deployments
    .filter(({ environment, at, kind, result }) => {
      const isChange = kind === null || kind === 'normal' || kind === 'hotfix';
      const isDone = result === null || result === 'success';
      return environment && names.has(environment) && at && at >= from && at < until && isChange && isDone;
    })
    .map(({ at, purl, key }) => ({ at: at!, purl: purl ?? key }))
    .sort((a, b) => a.at.localeCompare(b.at));
}
